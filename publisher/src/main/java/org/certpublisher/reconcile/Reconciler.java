package org.certpublisher.reconcile;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Predicate;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.plan.Guard;
import org.certpublisher.plan.GuardVerdict;
import org.certpublisher.plan.Policy;
import org.certpublisher.reconcile.inventory.InventoryReader;
import org.certpublisher.reconcile.planfile.PlanFileException;
import org.certpublisher.reconcile.planfile.PlanTotals;
import org.certpublisher.reconcile.planning.Scope;
import org.certpublisher.reconcile.publishing.Pace;
import org.certpublisher.reconcile.publishing.Publisher;
import org.certpublisher.reconcile.publishing.Settlement;
import org.certpublisher.reconcile.undo.Undone;
import org.certpublisher.state.StateStore;
import org.slf4j.MDC;

/**
 * Brings a directory to what the CAs have issued: the time is taken once, the inventory read, the
 * directory streamed past the planner into a plan file, the guard asked, and, to apply, that file
 * published. A saved plan comes in at the last step; there is no other way to write.
 */
public final class Reconciler {
  private final Publication publication;
  private final Around around;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** A reconciler for one run or many, one at a time. */
  public Reconciler(Publication publication, Around around) {
    this.publication = publication;
    this.around = around;
  }

  /** What a run works with. */
  public record Around(Directory directory, StateStore state, Clock clock, Progress progress) {}

  /** Plans and writes nothing to the directory. */
  public RunResult plan(Request request) throws RunException {
    return run(Optional.empty(), (row, now) -> made(request, row, now, Optional.empty()).dry());
  }

  /** Plans, then applies that plan; in mode report it only plans. */
  public RunResult apply(Request request) throws RunException {
    if (publication.policy().mode() == Policy.Mode.REPORT) {
      return plan(request);
    }
    return run(
        Optional.of("apply"),
        (row, now) -> {
          RunReport made = made(request, row, now, Optional.empty());
          return publish(made, row, planned(made));
        });
  }

  /** Applies exactly a saved plan, less what is no longer right. */
  public RunResult apply(Path planFile, Request request) throws RunException {
    return run(
        Optional.of("apply " + planFile),
        (row, now) -> {
          Predicate<String> asked = asked(request);
          SavedPlan plan = SavedPlan.open(planFile, publication, now, asked);
          row.start(now);
          row.nameInLog();
          InventoryReader.Reading reading = Opening.inventory(publication, around, request, now);
          settle(reading);
          RunReport made =
              new RunReport(
                  plan, reading, judge(plan.totals(), request), 0, true, around.directory());
          return publish(
              made,
              row,
              new ChangeFeed.Terms(asked, made.guard().held(), objections(reading, now)));
        });
  }

  private Function<EntryChange, Optional<String>> objections(
      InventoryReader.Reading reading, Instant now) throws DirectoryException {
    return publication.profile() instanceof Publication.Authorities authorities
        ? new AuthorityPass(publication, authorities, reading, now).objections(around.directory())
        : new SavedPlanCheck(publication, reading, around.directory(), now)::objection;
  }

  /** Plans the inverse of a run and writes nothing to the directory. */
  public RunResult planUndo(Undone undone, Request request) throws RunException {
    requirePeople();
    return run(Optional.empty(), (row, now) -> made(request, row, now, Optional.of(undone)).dry());
  }

  /**
   * Plans the inverse of a run, then applies that plan; in mode report it only plans. From before
   * its first write the schedule of the publication rests.
   *
   * @param number the run that is undone
   */
  public RunResult undo(long number, Request request) throws RunException {
    requirePeople();
    Undone undone = Undone.of(around.state().history(), number, publication.name());
    if (publication.policy().mode() == Policy.Mode.REPORT) {
      return planUndo(undone, request);
    }
    return run(
        Optional.of("undo " + number),
        (row, now) -> {
          RunReport made = made(request, row, now, Optional.of(undone));
          if (made.reading().isComplete() && made.plan().totals().counts().changes() > 0) {
            around
                .state()
                .pause(publication.name(), new StateStore.Pause(now, number, request.operator()));
          }
          return publish(made, row, planned(made));
        });
  }

  private void requirePeople() throws RunException {
    if (!publication.isAboutPeople()) {
      throw new RunException(
          publication.name()
              + " publishes what is of the CAs themselves, of which nothing is undone: an older"
              + " revocation list must not come back");
    }
  }

  private static ChangeFeed.Terms planned(RunReport made) {
    return new ChangeFeed.Terms(dn -> true, made.guard().held(), change -> Optional.empty());
  }

  /** Ends a running apply after the window that is being sent; from any thread. */
  public void stop() {
    stopped.countDown();
  }

  /** Reads both sides and makes the plan file. */
  private RunReport made(Request request, RunRow row, Instant now, Optional<Undone> undone)
      throws DirectoryException, PlanFileException, RunException {
    Opening opening = Opening.read(publication, around, request, row, now);
    row.nameInLog();
    if (row.writes()) {
      settle(opening.reading());
    }
    Planning planning =
        new Planning(
            publication,
            around,
            opening.reading(),
            new Scope(
                now,
                request.only(),
                selected(request),
                around.state().refused(publication.name())));
    SavedPlan plan = planning.write(opening.place(request, row), opening.matches(), undone);
    return new RunReport(
        plan,
        opening.reading(),
        judge(plan.totals(), request),
        planning.retried(),
        request.planFile().isPresent(),
        around.directory());
  }

  private void settle(InventoryReader.Reading reading) throws DirectoryException {
    Settlement.settle(publication.name(), around.directory(), around.state(), reading.inventory());
  }

  private GuardVerdict judge(PlanTotals totals, Request request) {
    PlanTotals.Losses losses = totals.losses();
    return Guard.judge(
        publication.policy().guard(),
        losses.losses(),
        losses.published(),
        losses.remaining(),
        request.allowWithdrawals());
  }

  private Set<String> selected(Request request) throws DirectoryException {
    return request.only().isPresent() ? around.directory().select(request.only().get()) : Set.of();
  }

  private Predicate<String> asked(Request request) throws DirectoryException {
    Set<String> selected = selected(request);
    return dn -> request.only().isEmpty() || selected.contains(dn);
  }

  /** Sends the plan file's changes, if anything may be written at all. */
  private RunResult publish(RunReport made, RunRow row, ChangeFeed.Terms terms)
      throws PlanFileException, RunException {
    if (!made.reading().isComplete() || publication.policy().mode() == Policy.Mode.REPORT) {
      return made.dry();
    }
    Opening.requireSchema(made.plan(), publication.policy());
    Map<String, StateStore.Refusal> known = around.state().refused(publication.name());
    int total = made.plan().totals().counts().changes();
    try (ChangeFeed feed = new ChangeFeed(made.plan().path(), terms)) {
      Publisher publisher =
          new Publisher(
              around.directory(),
              around.state(),
              made.reading().inventory(),
              new Pace(publication.limits(), stopped),
              done -> around.progress().at(Progress.Phase.PUBLISH, done, total));
      Publisher.Published sent = publisher.publish(row.number(), feed);
      boolean toTheEnd = sent.failure().isEmpty();
      int left = toTheEnd ? feed.drain() : 0;
      if (toTheEnd) {
        made.reading().good().forEach(this::record);
        if (!made.reading().editions().isEmpty()) {
          around.state().recordEditions(made.reading().editions());
        }
      }
      return made.applied(row.number(), sent, left, feed.refused(), known);
    }
  }

  /** Keeps a good read, unless it says the same as the one that is kept. */
  private void record(String authority, StateStore.LastGood good) {
    boolean same = around.state().lastGood(authority).filter(good::saysTheSameAs).isPresent();
    if (!same) {
      around.state().recordGood(authority, good);
    }
  }

  /** One run from its row to its end. */
  private RunResult run(Optional<String> command, Steps steps) throws RunException {
    RunRow row = new RunRow(publication, around, command);
    try {
      return row.ended(steps.take(row, around.clock().instant()));
    } catch (DirectoryException | PlanFileException e) {
      row.failed();
      throw new RunException(String.valueOf(e.getMessage()), e);
    } catch (RunException | RuntimeException e) {
      row.failed();
      throw e;
    } finally {
      MDC.remove("run");
    }
  }

  private interface Steps {
    RunResult take(RunRow row, Instant now)
        throws RunException, DirectoryException, PlanFileException;
  }
}
