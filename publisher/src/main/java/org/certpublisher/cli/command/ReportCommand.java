package org.certpublisher.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.certpublisher.config.ConfigException;
import org.certpublisher.config.Configuration;
import org.certpublisher.config.PublicationSettings;
import org.certpublisher.reconcile.Request;
import org.certpublisher.reconcile.RunResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells how things are. */
@Command(
    name = "report",
    description = {
      "Tells how things are.",
      "Who can be encrypted to and by which mail clients, what is revoked, expired, expiring,"
          + " unmatched, foreign or shadowed. Writes nothing to the directory."
    },
    footer = {
      "",
      "Exit codes: 0 told, 2 only with --fail-on, 1 not carried to its end, 64 usage,",
      "78 configuration.",
      "",
      "Examples:",
      "  cert-publisher report",
      "  cert-publisher report --report coverage.html",
      "  cert-publisher report --format json | jq .",
      "  cert-publisher report --fail-on error >/dev/null || echo look at it"
    })
public final class ReportCommand implements Callable<Integer> {
  private final Session session;
  private final Common common;

  @Mixin private RunOptions options = new RunOptions();
  @Mixin private ReportOptions reports = new ReportOptions();

  /** For the command line. */
  public ReportCommand(Session session, Common common) {
    this.session = session;
    this.common = common;
  }

  @Override
  public Integer call() throws ConfigException {
    Configuration configuration = session.configuration(common.config());
    List<PublicationSettings> publications = options.publications(configuration);
    reports.check(publications.size());
    Request request =
        new Request(options.only(), 0, Set.of(), Optional.empty(), session.operator());
    return new Runs(session)
        .each(
            new Runs.Order(configuration, publications, "report", false),
            run -> run.plan(request),
            result -> {
              reports.write(result.report(), session.console());
              RunResult.Ending ending = result.ending();
              return new RunResult.Ending(ending.failure(), false, 0, ending.findings())
                  .exitCode(options.failOn());
            });
  }
}
