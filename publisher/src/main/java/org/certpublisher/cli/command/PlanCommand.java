package org.certpublisher.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.certpublisher.config.ConfigException;
import org.certpublisher.config.Configuration;
import org.certpublisher.config.PublicationSettings;
import org.certpublisher.reconcile.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what apply would do. */
@Command(
    name = "plan",
    description = {"Shows what apply would change, and why.", "Writes nothing to the directory."},
    footer = {
      "",
      "Exit codes: 0 nothing to do, 2 changes pending or held, 1 not carried to its",
      "end, 64 usage, 78 configuration.",
      "",
      "Examples:",
      "  cert-publisher plan",
      "  cert-publisher plan --only anna@example.com",
      "  cert-publisher plan --out today.plan --report today.html",
      "  cert-publisher apply today.plan"
    })
public final class PlanCommand implements Callable<Integer> {
  private final Session session;
  private final Common common;

  @Mixin private RunOptions options = new RunOptions();
  @Mixin private ReportOptions reports = new ReportOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Save the plan; apply FILE then makes exactly these changes, within 24 hours.")
  private Optional<Path> out = Optional.empty();

  /** For the command line. */
  public PlanCommand(Session session, Common common) {
    this.session = session;
    this.common = common;
  }

  @Override
  public Integer call() throws ConfigException {
    Configuration configuration = session.configuration(common.config());
    List<PublicationSettings> publications = options.publications(configuration);
    reports.check(publications.size());
    if (out.isPresent() && publications.size() > 1) {
      throw options.wrong("--out saves one plan: name one publication with --publication");
    }
    Request request = new Request(options.only(), 0, Set.of(), out, session.operator());
    Runs.Telling reporting = Runs.reporting(reports, session.console(), options.failOn());
    return new Runs(session)
        .each(
            new Runs.Order(configuration, publications, "plan", false),
            run -> run.plan(request),
            result -> {
              int code = reporting.tell(result);
              if (result.ending().failure().isEmpty()) {
                out.ifPresent(file -> session.console().err().println(saved(file)));
              }
              return code;
            });
  }

  private static String saved(Path file) {
    return "cert-publisher: the plan is in "
        + file
        + "; to make exactly these changes within 24 hours: cert-publisher apply "
        + file;
  }
}
