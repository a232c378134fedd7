package org.certpublisher;

import java.time.Clock;
import java.util.List;
import org.certpublisher.cli.Cli;
import org.certpublisher.cli.command.Session;
import org.certpublisher.cli.terminal.Console;
import org.certpublisher.cli.terminal.Signals;
import org.certpublisher.cli.wiring.AdapterWiring;

/** Starts the command line: the real console, clock, signals and parts. */
public final class Main {
  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    if (List.of(args).contains("apply") || List.of(args).contains("plan")) {
      loadAhead();
    }
    Console console = Console.ofProcess(System.getenv());
    Signals signals = new Signals();
    signals.takeOver(console);
    Clock clock = Clock.systemUTC();
    Session session = new Session(console, new AdapterWiring(clock), clock, signals);
    System.exit(Cli.run(session, List.of(args)));
  }

  /** Loads what a run needs while the command line and the configuration are being read. */
  private static void loadAhead() {
    Thread beside = new Thread(AdapterWiring::loadAhead, "load-ahead");
    beside.setDaemon(true);
    beside.start();
  }
}
