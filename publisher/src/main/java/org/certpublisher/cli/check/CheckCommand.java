package org.certpublisher.cli.check;

import java.util.concurrent.Callable;
import org.certpublisher.cli.command.Common;
import org.certpublisher.cli.command.Session;
import org.certpublisher.cli.terminal.Console;
import org.certpublisher.config.ConfigException;
import org.certpublisher.config.ConfigReader;
import org.certpublisher.config.Configuration;
import picocli.CommandLine.Command;

/** Tries everything that a run needs and writes nothing. */
@Command(
    name = "check",
    description = {
      "Tries everything that a run needs.",
      "Configuration, state, every source and CRL, every directory with its schema and rights."
          + " Writes nothing to any directory."
    },
    footer = {
      "",
      "Each line begins with ok, warn or fail; the last two say what to do.",
      "",
      "Exit codes: 0 all is well, 2 something to look at, 1 a run would fail,",
      "64 usage, 78 configuration.",
      "",
      "Example:",
      "  cert-publisher --config conf/publisher.yaml check"
    })
public final class CheckCommand implements Callable<Integer> {
  private final Session session;
  private final Common common;

  /** For the command line. */
  public CheckCommand(Session session, Common common) {
    this.session = session;
    this.common = common;
  }

  @Override
  public Integer call() throws ConfigException {
    Console console = session.console();
    Configuration configuration =
        ConfigReader.read(session.file(common.config()), console.environment());
    Checks checks = new Checks(session, new CheckLines(console.out(), console.colour()));
    checks.configuration(configuration, session.file(common.config()));
    checks.state(configuration);
    configuration.authorities().forEach(checks::authority);
    configuration.directories().forEach(checks::directory);
    configuration.publications().stream()
        .filter(one -> one.extras().authorities().isPresent() || one.extras().missing().isPresent())
        .forEach(one -> checks.publication(configuration, one));
    console.out().flush();
    return checks.exitCode();
  }
}
