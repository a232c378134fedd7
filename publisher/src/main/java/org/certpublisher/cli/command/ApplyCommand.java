package org.certpublisher.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.certpublisher.config.ConfigException;
import org.certpublisher.config.Configuration;
import org.certpublisher.config.PublicationSettings;
import org.certpublisher.reconcile.Request;
import org.certpublisher.state.StateStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings the directory to what the CAs have issued. */
@Command(
    name = "apply",
    description = {
      "Brings the directory to what the CAs have issued.",
      "Once, or exactly as a saved plan says. In mode report nothing is written."
    },
    footer = {
      "",
      "Withdrawals that are too many are held and told; --allow-withdrawals N lets up",
      "to N pass this once. A signal ends the run after the changes in flight; the",
      "next run goes on from there.",
      "",
      "Exit codes: 0 nothing to do or all done, 2 withdrawals held, inventory shrunken",
      "or single changes failed, 1 not carried to its end, 64 usage, 78 configuration.",
      "",
      "Examples:",
      "  cert-publisher apply",
      "  cert-publisher apply --only anna@example.com",
      "  cert-publisher plan --out today.plan; cert-publisher apply today.plan",
      "  cert-publisher apply --allow-withdrawals 120",
      "  cert-publisher apply --accept-inventory corp-ca"
    })
public final class ApplyCommand implements Callable<Integer> {
  private final Session session;
  private final Common common;

  @Mixin private RunOptions options = new RunOptions();
  @Mixin private ReportOptions reports = new ReportOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "PLAN-FILE",
      description = "A plan saved by plan --out at most 24 hours ago.")
  private Optional<Path> planFile = Optional.empty();

  @Option(
      names = "--allow-withdrawals",
      paramLabel = "N",
      description = "Let up to N withdrawals pass in this run.")
  private int allowWithdrawals;

  @Option(
      names = "--accept-inventory",
      paramLabel = "AUTHORITY",
      description = "Record the smaller inventory of this authority as good.")
  private List<String> acceptInventory = List.of();

  /** For the command line. */
  public ApplyCommand(Session session, Common common) {
    this.session = session;
    this.common = common;
  }

  @Override
  public Integer call() throws ConfigException {
    if (allowWithdrawals < 0) {
      throw options.wrong(
          "--allow-withdrawals: found " + allowWithdrawals + ", expected 0 or more");
    }
    if (planFile.isPresent() && !Files.isReadable(planFile.get())) {
      throw options.wrong("PLAN-FILE: " + planFile.get() + " cannot be read");
    }
    Configuration configuration = session.configuration(common.config());
    List<PublicationSettings> publications = options.publications(configuration);
    reports.check(publications.size());
    for (String authority : acceptInventory) {
      checkAuthority(configuration, authority);
    }
    if (planFile.isPresent() && publications.size() > 1) {
      throw options.wrong("a plan is of one publication: name it with --publication");
    }
    int code = run(configuration, publications);
    Optional<String> signal = session.signals().arrived();
    if (signal.isPresent()) {
      session
          .console()
          .err()
          .println(
              "cert-publisher: stopped by "
                  + signal.get()
                  + "; what was in flight is done, the next apply goes on from here");
      return Exit.FAILED;
    }
    return code;
  }

  private int run(Configuration configuration, List<PublicationSettings> publications) {
    Request request =
        new Request(
            options.only(),
            allowWithdrawals,
            Set.copyOf(acceptInventory),
            Optional.empty(),
            session.operator());
    return new Runs(session)
        .each(
            new Runs.Order(configuration, publications, "apply", true),
            run -> {
              if (request.only().isEmpty()) {
                run.resume().ifPresent(pause -> resumed(pause));
              }
              return planFile.isPresent() ? run.apply(planFile.get(), request) : run.apply(request);
            },
            Runs.reporting(reports, session.console(), options.failOn()));
  }

  private void resumed(StateStore.Pause pause) {
    session
        .console()
        .err()
        .println(
            "cert-publisher: the schedule, which rested because run "
                + pause.undone()
                + " was undone, goes on");
  }

  private void checkAuthority(Configuration configuration, String name) {
    List<String> known = configuration.authorities().stream().map(one -> one.name()).toList();
    if (!known.contains(name)) {
      throw options.wrong("--accept-inventory: found \"" + name + "\", expected one of " + known);
    }
  }
}
