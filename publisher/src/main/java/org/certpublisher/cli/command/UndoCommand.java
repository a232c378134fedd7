package org.certpublisher.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.certpublisher.config.ConfigException;
import org.certpublisher.config.Configuration;
import org.certpublisher.config.PublicationSettings;
import org.certpublisher.directory.Directory;
import org.certpublisher.plan.Policy;
import org.certpublisher.reconcile.Request;
import org.certpublisher.reconcile.RunResult;
import org.certpublisher.state.History;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes back what a run did. */
@Command(
    name = "undo",
    description = {
      "Takes back what a run did: shows it, and does it with --yes.",
      "What the run published is withdrawn, what it withdrew is given back to the byte. What is"
          + " revoked, or has expired since, is not given back; entries whose values are no longer"
          + " as the run left them are left alone. The guard holds too many withdrawals, as ever."
    },
    footer = {
      "",
      "From an undo on the schedule of the publication rests, or the next run would",
      "do it all again: resume PUBLICATION or an apply of all entries ends that.",
      "",
      "Exit codes: 0 nothing to undo or all undone, 2 shown only, held, or single",
      "changes failed, 1 not carried to its end, 64 usage, 78 configuration.",
      "",
      "Examples:",
      "  cert-publisher history | head -3",
      "  cert-publisher undo 42",
      "  cert-publisher undo 42 --yes",
      "  cert-publisher undo 42 --only anna@example.com --yes"
    })
public final class UndoCommand implements Callable<Integer> {
  private final Session session;
  private final Common common;

  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private ReportOptions reports = new ReportOptions();

  @Parameters(paramLabel = "RUN", description = "The number of the run; history tells it.")
  private long run;

  @Option(
      names = "--only",
      paramLabel = "ADDRESS|DN|FILTER",
      description = "Only the entries with this mail address, of this name or of this filter.")
  private Optional<String> only = Optional.empty();

  @Option(names = "--yes", description = "Do it; without it, it is only shown.")
  private boolean yes;

  @Option(
      names = "--allow-withdrawals",
      paramLabel = "N",
      description = "Let up to N withdrawals pass.")
  private int allowWithdrawals;

  /** For the command line. */
  public UndoCommand(Session session, Common common) {
    this.session = session;
    this.common = common;
  }

  @Override
  public Integer call() throws ConfigException {
    if (allowWithdrawals < 0) {
      throw wrong("--allow-withdrawals: found " + allowWithdrawals + ", expected 0 or more");
    }
    reports.check(1);
    Optional<Directory.Only> asked = only.map(this::only);
    Configuration configuration = session.configuration(common.config());
    PublicationSettings publication = publication(configuration);
    Request request =
        new Request(asked, allowWithdrawals, Set.of(), Optional.empty(), session.operator());
    Runs.Telling reporting = Runs.reporting(reports, session.console(), Optional.empty());
    int code =
        new Runs(session)
            .each(
                new Runs.Order(configuration, List.of(publication), "undo " + run, yes),
                one -> yes ? one.undo(run, request) : one.planUndo(run, request),
                result -> {
                  int told = reporting.tell(result);
                  hint(result, publication);
                  return told;
                });
    if (session.signals().arrived().isPresent()) {
      session
          .console()
          .err()
          .println(
              "cert-publisher: stopped by "
                  + session.signals().arrived().get()
                  + "; what was in flight is done, undo "
                  + run
                  + " --yes goes on from here");
      return Exit.FAILED;
    }
    return code;
  }

  private void hint(RunResult result, PublicationSettings publication) {
    boolean pending = result.ending().failure().isEmpty() && result.ending().pending() > 0;
    if (!yes && pending) {
      session
          .console()
          .err()
          .println(
              "cert-publisher: nothing was written; to do it: cert-publisher undo "
                  + run
                  + only.map(text -> " --only '" + text + "'").orElse("")
                  + " --yes");
    } else if (rests(result, publication)) {
      session
          .console()
          .err()
          .println(
              "cert-publisher: "
                  + publication.name()
                  + " is not run on schedule until: cert-publisher resume "
                  + publication.name());
    }
  }

  private boolean rests(RunResult result, PublicationSettings publication) {
    boolean any = !result.report().summary().applied().isEmpty() || result.ending().pending() > 0;
    return yes && any && publication.policy().mode() != Policy.Mode.REPORT;
  }

  /** The publication whose run it was. */
  private PublicationSettings publication(Configuration configuration) {
    try (History history = session.wiring().history(configuration)) {
      String name =
          history
              .run(run)
              .map(History.Run::publication)
              .orElseThrow(() -> wrong("there is no run " + run + "; see history"));
      return configuration.publications().stream()
          .filter(one -> one.name().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  wrong(
                      "run "
                          + run
                          + " was of the publication "
                          + name
                          + ", which the configuration does not have"));
    }
  }

  private Directory.Only only(String text) {
    return RunOptions.parse(text).orElseThrow(() -> wrong(RunOptions.expected(text)));
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(command.commandLine(), message);
  }
}
