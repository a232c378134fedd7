package org.certpublisher.cli.command;

import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.config.Configuration;
import org.certpublisher.config.PublicationSettings;
import org.certpublisher.directory.Directory.Only;
import org.certpublisher.source.Severity;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which publications and entries, and what makes the exit code 2. */
final class RunOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--publication",
      paramLabel = "NAME",
      description = "Only this publication; else all, one after the other.")
  private Optional<String> publication = Optional.empty();

  @Option(
      names = "--only",
      paramLabel = "ADDRESS|DN|FILTER",
      description = "Only the entries with this mail address, of this name or of this filter.")
  private Optional<String> only = Optional.empty();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      defaultValue = "never",
      description =
          "Exit with 2 when a finding is at least: info, warning, error; never is the default.")
  private String failOn = "never";

  /** For the command line. */
  RunOptions() {}

  /** The publications that were asked for. */
  List<PublicationSettings> publications(Configuration configuration) {
    if (publication.isEmpty()) {
      return configuration.publications();
    }
    List<PublicationSettings> found =
        configuration.publications().stream()
            .filter(one -> one.name().equals(publication.get()))
            .toList();
    if (found.isEmpty()) {
      throw wrong(
          "--publication: found \""
              + publication.get()
              + "\", expected one of "
              + configuration.publications().stream().map(PublicationSettings::name).toList());
    }
    return found;
  }

  /** The entries that were asked for. */
  Optional<Only> only() {
    return only.map(this::only);
  }

  private Only only(String text) {
    return parse(text).orElseThrow(() -> wrong(expected(text)));
  }

  /** What {@code --only} names, if it names anything. */
  static Optional<Only> parse(String text) {
    if (text.startsWith("(") && text.endsWith(")")) {
      return Optional.of(new Only(Only.Kind.FILTER, text));
    }
    if (EntryName.of(text).isPresent()) {
      return Optional.of(new Only(Only.Kind.DN, text));
    }
    return Mailbox.isAddress(text)
        ? Optional.of(new Only(Only.Kind.ADDRESS, text.strip()))
        : Optional.empty();
  }

  /** What was found where {@code --only} names nothing. */
  static String expected(String text) {
    return "--only: found \""
        + text
        + "\", expected a mail address, a DN or a filter in parentheses";
  }

  /** From which severity findings make the exit code 2. */
  Optional<Severity> failOn() {
    return switch (failOn) {
      case "never" -> Optional.empty();
      case "info" -> Optional.of(Severity.INFO);
      case "warning" -> Optional.of(Severity.WARNING);
      case "error" -> Optional.of(Severity.ERROR);
      default ->
          throw wrong(
              "--fail-on: found \"" + failOn + "\", expected info, warning, error or never");
    };
  }

  /** A wrong command line. */
  CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(command.commandLine(), message);
  }
}
