package org.certpublisher.cli.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.certpublisher.cli.terminal.Console;
import org.certpublisher.config.ConfigException;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.reconcile.RunException;
import org.certpublisher.source.SourceException;
import org.certpublisher.state.StateException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Tells a person what went wrong: sentences, never a stack trace unless {@code --debug}. */
public final class Failures {
  private final PrintStream err;

  /** Tells it here. */
  public Failures(PrintStream err) {
    this.err = err;
  }

  /** A wrong command line. */
  public int usage(CommandLine.ParameterException problem) {
    CommandLine command = problem.getCommandLine();
    List<String> near = new ArrayList<>();
    String message = problem.getMessage();
    if (problem instanceof CommandLine.UnmatchedArgumentException unmatched) {
      near.addAll(unmatched.getSuggestions());
      if (!unmatched.isUnknownOption() && command.getParent() == null) {
        message = "no such command: " + unmatched.getUnmatched().get(0);
      }
    }
    err.println("cert-publisher: " + message);
    if (!near.isEmpty()) {
      err.println("Did you mean: " + String.join(", ", near) + "?");
    }
    err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    return Exit.USAGE;
  }

  /** Anything that ended a command, and its exit code. */
  public int tell(Exception problem) {
    LoggerFactory.getLogger(Failures.class).debug("the command ended", problem);
    if (problem instanceof CommandLine.ParameterException wrong) {
      return usage(wrong);
    }
    if (problem instanceof ConfigException wrong) {
      wrong.problems().forEach(err::println);
      int count = wrong.problems().size();
      err.println(
          count == 1 ? "1 problem in the configuration" : count + " problems in the configuration");
      return Exit.CONFIGURATION;
    }
    boolean foreseen =
        problem instanceof RunException
            || problem instanceof DirectoryException
            || problem instanceof StateException
            || problem instanceof SourceException
            || problem instanceof java.io.IOException;
    err.println(
        "cert-publisher: " + (foreseen ? "" : "an error in the program: ") + chain(problem));
    if (!foreseen) {
      err.println("Please report it with the output of the same command with --debug before it.");
    }
    return Exit.FAILED;
  }

  /**
   * The message and those of its causes that say more. What a library says, and what it wrapped, is
   * for the log: it names classes and versions, and our own messages have told it.
   */
  public static String chain(Throwable problem) {
    List<String> told = new ArrayList<>();
    @Nullable Throwable cause = problem;
    for (int depth = 0; cause != null && depth < 8; depth++) {
      String text = text(cause);
      String origin = cause.getClass().getName();
      boolean ours = origin.startsWith("org.certpublisher.") || origin.startsWith("java.");
      if (depth > 0 && !ours) {
        break;
      }
      if (told.stream().noneMatch(before -> before.contains(text))) {
        told.add(text);
      }
      cause = cause.getCause();
    }
    return String.join(": ", told);
  }

  private static String text(Throwable problem) {
    String message = problem.getMessage();
    if (problem instanceof java.nio.file.FileSystemException file && message != null) {
      return file.getClass().getSimpleName().replace("Exception", "") + " " + message;
    }
    if (message == null || message.isBlank()) {
      return problem.getClass().getSimpleName();
    }
    String flat = Console.oneLine(message);
    boolean plain = !(problem instanceof RuntimeException) || problem instanceof StateException;
    String told = flat.length() > 300 ? flat.substring(0, 300) + "…" : flat;
    return plain ? flat : problem.getClass().getSimpleName() + " " + told;
  }
}
