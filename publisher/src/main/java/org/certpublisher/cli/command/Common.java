package org.certpublisher.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command; also taken before the command's name. */
public final class Common {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = picocli.CommandLine.ScopeType.INHERIT,
      description =
          "The configuration; else CERT_PUBLISHER_CONFIG, else"
              + " /etc/cert-publisher/publisher.yaml.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--debug",
      scope = picocli.CommandLine.ScopeType.INHERIT,
      description = "More on stderr, with stack traces.")
  private boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = picocli.CommandLine.ScopeType.INHERIT,
      description = "This help.")
  private boolean help;

  /** For the command line. */
  public Common() {}

  /** The configuration file that was asked for. */
  public Optional<Path> config() {
    return config;
  }

  /** Whether more is to be told. */
  public boolean debug() {
    return debug;
  }

  /** Whether only help was asked for. */
  public boolean help() {
    return help;
  }
}
