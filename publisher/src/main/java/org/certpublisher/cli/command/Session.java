package org.certpublisher.cli.command;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.certpublisher.cli.terminal.Console;
import org.certpublisher.cli.terminal.Signals;
import org.certpublisher.config.ConfigException;
import org.certpublisher.config.ConfigReader;
import org.certpublisher.config.Configuration;

/** What every command works with. */
public record Session(Console console, Wiring wiring, Clock clock, Signals signals) {
  private static final String DEFAULT = "/etc/cert-publisher/publisher.yaml";

  /** The configuration file: as asked, else of the environment, else the default place. */
  public Path file(Optional<Path> asked) {
    return asked.orElseGet(
        () -> Path.of(console.environment().getOrDefault("CERT_PUBLISHER_CONFIG", DEFAULT)));
  }

  /** Reads the configuration and tells what is not good in it. */
  public Configuration configuration(Optional<Path> asked) throws ConfigException {
    Configuration configuration = ConfigReader.read(file(asked), console.environment());
    configuration.warnings().forEach(warning -> console.err().println("warning: " + warning));
    return configuration;
  }

  /** Who runs the program, as the state remembers it. */
  public String operator() {
    String user = System.getProperty("user.name", "unknown");
    return Optional.ofNullable(console.environment().get("SUDO_USER"))
        .map(behind -> behind + " as " + user)
        .orElse(user);
  }
}
