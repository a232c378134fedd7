package org.certpublisher.cli.command;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.certpublisher.cli.terminal.Console;
import org.certpublisher.report.CsvReport;
import org.certpublisher.report.HtmlReport;
import org.certpublisher.report.JsonReport;
import org.certpublisher.report.LdifReport;
import org.certpublisher.report.Report;
import org.certpublisher.report.ReportFormat;
import org.certpublisher.report.TextReport;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** In which form the report goes to stdout, and to which file besides. */
final class ReportOptions {
  private static final List<String> FORMATS = List.of("text", "json", "html", "csv", "ldif");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "What goes to stdout: text (default), json, html, csv or ldif; html only without"
              + " --report.")
  private String format = "text";

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write the report to FILE too, in the form that its suffix says (.html, .json, .csv,"
              + " .ldif, .txt), else in that of --format.")
  private Optional<Path> file = Optional.empty();

  /** For the command line. */
  ReportOptions() {}

  /** Refuses what cannot be, before anything is read. */
  void check(int publications) {
    if (!FORMATS.contains(format)) {
      throw new CommandLine.ParameterException(
          command.commandLine(),
          "--format: found \"" + format + "\", expected " + String.join(", ", FORMATS));
    }
    if (publications > 1 && (file.isPresent() || !format.equals("text"))) {
      throw new CommandLine.ParameterException(
          command.commandLine(),
          "there are "
              + publications
              + " publications: name one with --publication to get a"
              + " report in a file or in another form than text");
    }
  }

  /** Writes the report to stdout and to the file. */
  void write(Report report, Console console) throws IOException {
    if (file.isPresent()) {
      Path target = file.get();
      try {
        writeFile(report, target);
      } catch (IOException e) {
        throw new IOException("the report could not be written to " + target, e);
      }
    }
    boolean inTheFile = file.isPresent() && format.equals("html");
    form(inTheFile ? "text" : format, console.colour()).write(report, console.out());
    console.out().flush();
  }

  /** Readable by the owner only; under its name only when it is whole. */
  private void writeFile(Report report, Path target) throws IOException {
    Path folder = Optional.ofNullable(target.toAbsolutePath().getParent()).orElse(Path.of("/"));
    Path draft = Files.createTempFile(folder, ".cert-publisher-", ".part");
    try {
      try (BufferedWriter writer = Files.newBufferedWriter(draft, StandardCharsets.UTF_8)) {
        form(suffix(target).orElse(format), false).write(report, writer);
      }
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static Optional<String> suffix(Path target) {
    String name = target.toString().toLowerCase(Locale.ROOT);
    String suffix = name.substring(name.lastIndexOf('.') + 1);
    return switch (suffix) {
      case "txt" -> Optional.of("text");
      case "htm" -> Optional.of("html");
      default -> Optional.of(suffix).filter(FORMATS::contains);
    };
  }

  private static ReportFormat form(String name, boolean colour) {
    return switch (name) {
      case "json" -> new JsonReport();
      case "html" -> new HtmlReport();
      case "csv" -> new CsvReport();
      case "ldif" -> new LdifReport();
      default -> new TextReport(colour);
    };
  }
}
