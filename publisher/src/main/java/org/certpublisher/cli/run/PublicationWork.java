package org.certpublisher.cli.run;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cli.command.Failures;
import org.certpublisher.cli.command.Session;
import org.certpublisher.cli.command.Wiring;
import org.certpublisher.config.Configuration;
import org.certpublisher.config.PublicationSettings;
import org.certpublisher.daemon.Work;
import org.certpublisher.daemon.status.Measured;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.Outcome;
import org.certpublisher.plan.Policy;
import org.certpublisher.reconcile.Request;
import org.certpublisher.reconcile.RunException;
import org.certpublisher.reconcile.RunResult;
import org.certpublisher.report.Summary;
import org.certpublisher.state.StateException;
import org.certpublisher.state.StateStore;

/** The work of the daemon: opens a publication, applies, closes it again. */
final class PublicationWork implements Work {
  private final Session session;
  private final LastReports reports = new LastReports();
  private Optional<Wiring.Run> running = Optional.empty();
  private boolean stopped;

  PublicationWork(Session session) {
    this.session = session;
  }

  @Override
  public Ending run(Configuration configuration, PublicationSettings publication) {
    PhaseClock phases = new PhaseClock();
    Wiring.Purpose purpose =
        new Wiring.Purpose(true, "run of the publication " + publication.name(), phases);
    try (Wiring.Run run = session.wiring().open(configuration, publication, purpose)) {
      Optional<StateStore.Pause> pause = run.pause();
      return pause.isPresent()
          ? resting(pause.get(), publication)
          : apply(run, publication, phases);
    } catch (RunException | DirectoryException | StateException | IOException e) {
      return new Ending(Kind.FAILED, 0, 0, Failures.chain(e));
    }
  }

  private static Ending resting(StateStore.Pause pause, PublicationSettings publication) {
    return new Ending(
        Kind.DONE,
        0,
        0,
        "not run: %s undid run %d at %s; it goes on with cert-publisher resume %s"
            .formatted(
                pause.operator(), pause.undone(), second(pause.since()), publication.name()));
  }

  static String second(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private Ending apply(Wiring.Run run, PublicationSettings publication, PhaseClock phases)
      throws RunException, IOException {
    during(Optional.of(run));
    try (RunResult result = run.apply(Request.everything(session.operator()))) {
      Ending ending = ending(result, publication.policy().mode());
      Measured measured =
          new Measured(
              Optional.of(result.report().summary()),
              phases.durations(),
              reports.kept(publication.name(), ending.text(), result));
      return new Ending(ending.kind(), ending.run(), ending.made(), ending.text(), measured);
    } finally {
      during(Optional.empty());
    }
  }

  private synchronized void during(Optional<Wiring.Run> run) {
    running = run;
    if (stopped) {
      run.ifPresent(Wiring.Run::stop);
    }
  }

  @Override
  public synchronized void stop() {
    stopped = true;
    running.ifPresent(Wiring.Run::stop);
  }

  private static Ending ending(RunResult result, Policy.Mode mode) {
    Summary summary = result.report().summary();
    RunResult.Ending ending = result.ending();
    int made = summary.applied().getOrDefault(Outcome.Kind.DONE, 0);
    List<String> parts = new ArrayList<>();
    if (made > 0) {
      parts.add(made == 1 ? "1 change made" : made + " changes made");
    }
    if (!ending.failure().isEmpty()) {
      parts.add(ending.failure());
    } else if (ending.halted()) {
      parts.add(summary.inventory().problem());
    } else {
      if (ending.pending() > 0) {
        boolean report = mode == Policy.Mode.REPORT;
        parts.add(ending.pending() + " pending" + (report ? ", mode report writes nothing" : ""));
      }
      if (summary.guard().held()) {
        parts.add(summary.guard().why());
      }
    }
    String text = parts.isEmpty() ? "nothing to do" : String.join("; ", parts);
    return new Ending(kind(ending, mode), summary.scope().run(), made, text);
  }

  private static Kind kind(RunResult.Ending ending, Policy.Mode mode) {
    if (!ending.failure().isEmpty()) {
      return Kind.FAILED;
    }
    boolean open = ending.pending() > 0 && mode != Policy.Mode.REPORT;
    return ending.halted() || open ? Kind.PENDING : Kind.DONE;
  }
}
