package org.certpublisher.cli.command;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the completion script of bash and zsh. */
@Command(
    name = "completion",
    description = "Prints a completion script for bash and zsh.",
    footer = {
      "",
      "Example:",
      "  source <(cert-publisher completion)",
    })
public final class CompletionCommand implements Callable<Integer> {
  private final Session session;

  @Spec private CommandSpec command = CommandSpec.create();

  /** For the command line. */
  public CompletionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session
        .console()
        .out()
        .print(AutoComplete.bash("cert-publisher", command.root().commandLine()));
    session.console().out().flush();
    return Exit.DONE;
  }
}
