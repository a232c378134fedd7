package org.certpublisher.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cli.check.CheckCommand;
import org.certpublisher.cli.command.ApplyCommand;
import org.certpublisher.cli.command.Common;
import org.certpublisher.cli.command.CompletionCommand;
import org.certpublisher.cli.command.Failures;
import org.certpublisher.cli.command.PlanCommand;
import org.certpublisher.cli.command.ReportCommand;
import org.certpublisher.cli.command.SchemaCommand;
import org.certpublisher.cli.command.Session;
import org.certpublisher.cli.command.UndoCommand;
import org.certpublisher.cli.history.HistoryCommand;
import org.certpublisher.cli.run.ResumeCommand;
import org.certpublisher.cli.run.RunCommand;
import org.certpublisher.cli.show.ShowCommand;
import org.certpublisher.cli.terminal.Console;
import org.certpublisher.cli.terminal.LogSetup;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line: reads it, runs the command, gives the exit code. */
@Command(
    name = "cert-publisher",
    description =
        "Reconciles what a CA has issued with what an LDAP directory holds: the right encryption"
            + " certificate of everybody, in both attributes, and nothing else.",
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 nothing to do or all done, 2 changes pending or held, or findings",
      "asked for with --fail-on, 1 not carried to its end, 64 usage, 78 configuration.",
      "",
      "First steps:",
      "  cert-publisher demo          look at it all without any directory of your own",
      "  cert-publisher check         try your configuration and everything it names",
      "  cert-publisher plan          see what would change; nothing is written",
      "  cert-publisher apply         do it"
    })
public final class Cli implements Runnable {
  private final Session session;

  @Mixin private final Common common;

  @Option(names = "--version", description = "The version of this program.")
  private boolean version;

  private Cli(Session session) {
    this.session = session;
    this.common = new Common();
  }

  /** Runs one command line and gives its exit code. */
  public static int run(Session session, List<String> arguments) {
    Cli cli = new Cli(session);
    CommandLine line = cli.line();
    Console console = session.console();
    int code = line.execute(arguments.toArray(new String[0]));
    console.out().flush();
    console.err().flush();
    return code;
  }

  private CommandLine line() {
    Failures failures = new Failures(session.console().err());
    CommandLine line = new CommandLine(this);
    line.addSubcommand(new DemoCommand(session));
    line.addSubcommand(new CheckCommand(session, common));
    line.addSubcommand(new PlanCommand(session, common));
    line.addSubcommand(new ApplyCommand(session, common));
    line.addSubcommand(new RunCommand(session, common));
    line.addSubcommand(new ShowCommand(session, common));
    line.addSubcommand(new ReportCommand(session, common));
    line.addSubcommand(new HistoryCommand(session, common));
    line.addSubcommand(new UndoCommand(session, common));
    line.addSubcommand(new ResumeCommand(session, common));
    line.addSubcommand(new SchemaCommand(session, common));
    line.addSubcommand(new CompletionCommand(session));
    line.addSubcommand(new ManCommand(session));
    line.setOut(new PrintWriter(session.console().out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(session.console().err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(session.console().colour() ? Ansi.ON : Ansi.OFF));
    line.setUsageHelpAutoWidth(false);
    line.setExpandAtFiles(false);
    line.setExecutionStrategy(
        parsed -> {
          if (common.debug()) {
            LogSetup.debug();
          }
          return new CommandLine.RunLast().execute(parsed);
        });
    line.setParameterExceptionHandler((problem, arguments) -> failures.usage(problem));
    line.setExecutionExceptionHandler((problem, command, parsed) -> failures.tell(problem));
    return line;
  }

  @Override
  public void run() {
    if (version) {
      session.console().out().println("cert-publisher " + programVersion());
      return;
    }
    CommandLine line = line();
    throw new CommandLine.ParameterException(
        line, "name a command: " + String.join(", ", line.getSubcommands().keySet()));
  }

  private static String programVersion() {
    return Optional.ofNullable(Cli.class.getPackage().getImplementationVersion())
        .orElse("of a checkout");
  }
}
