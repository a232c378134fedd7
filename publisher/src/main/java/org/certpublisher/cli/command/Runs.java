package org.certpublisher.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cli.terminal.Console;
import org.certpublisher.cli.terminal.ProgressBar;
import org.certpublisher.cli.terminal.Signals;
import org.certpublisher.config.Configuration;
import org.certpublisher.config.PublicationSettings;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.reconcile.Progress;
import org.certpublisher.reconcile.RunException;
import org.certpublisher.reconcile.RunResult;
import org.certpublisher.source.Severity;
import org.certpublisher.state.StateException;

/** Runs publications one after the other; one that fails does not hide the next. */
final class Runs {
  private final Session session;
  private final Failures failures;

  Runs(Session session) {
    this.session = session;
    this.failures = new Failures(session.console().err());
  }

  /** What is done with one publication. */
  @FunctionalInterface
  interface Step {
    RunResult run(Wiring.Run run) throws RunException;
  }

  /** What is done with its result; gives the exit code. */
  @FunctionalInterface
  interface Telling {
    int tell(RunResult result) throws IOException;
  }

  /** What is run, and for what. */
  record Order(
      Configuration configuration,
      List<PublicationSettings> publications,
      String command,
      boolean writing) {}

  /** Runs each publication of the order and gives the exit code of them all. */
  int each(Order order, Step step, Telling telling) {
    int code = Exit.DONE;
    for (PublicationSettings publication : order.publications()) {
      if (order.publications().size() > 1) {
        session.console().err().println("publication " + publication.name());
      }
      code = Exit.worse(code, one(order, publication, step, telling));
      if (session.signals().arrived().isPresent()) {
        return Exit.FAILED;
      }
    }
    return code;
  }

  private int one(Order order, PublicationSettings publication, Step step, Telling telling) {
    Console console = session.console();
    try (ProgressBar bar = new ProgressBar(console.err())) {
      Progress progress = console.progress() ? bar : Progress.NONE;
      Wiring.Purpose purpose = new Wiring.Purpose(order.writing(), order.command(), progress);
      try (Wiring.Run run = session.wiring().open(order.configuration(), publication, purpose);
          RunResult result = run(run, step, order.writing())) {
        bar.wipe();
        int code = telling.tell(result);
        String failure = result.ending().failure();
        if (!failure.isEmpty()) {
          console.err().println("cert-publisher: " + failure);
        }
        return code;
      }
    } catch (RunException | DirectoryException | StateException | IOException e) {
      return failures.tell(e);
    }
  }

  private RunResult run(Wiring.Run run, Step step, boolean writing) throws RunException {
    if (!writing) {
      return step.run(run);
    }
    Signals signals = session.signals();
    signals.during(run::stop);
    try {
      return step.run(run);
    } finally {
      signals.over();
    }
  }

  /** Writes the report and gives the code of the run's ending. */
  static Telling reporting(ReportOptions reports, Console console, Optional<Severity> failOn) {
    return result -> {
      reports.write(result.report(), console);
      return result.ending().exitCode(failOn);
    };
  }
}
