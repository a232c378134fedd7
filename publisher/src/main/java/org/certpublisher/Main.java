package org.certpublisher;

import java.time.Clock;
import java.util.List;
import org.certpublisher.cli.AdapterWiring;
import org.certpublisher.cli.Cli;
import org.certpublisher.cli.command.Session;
import org.certpublisher.cli.terminal.Console;
import org.certpublisher.cli.terminal.Signals;

/** Starts the command line: the real console, clock, signals and parts. */
public final class Main {
  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    Console console = Console.ofProcess(System.getenv());
    Signals signals = new Signals();
    signals.takeOver(console);
    Clock clock = Clock.systemUTC();
    Session session = new Session(console, new AdapterWiring(clock), clock, signals);
    System.exit(Cli.run(session, List.of(args)));
  }
}
