package org.certpublisher.reconcile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Outcome;
import org.certpublisher.reconcile.planfile.PlanFileException;
import org.certpublisher.reconcile.planfile.PlanFileReader;
import org.certpublisher.reconcile.planfile.Planned;
import org.certpublisher.reconcile.publishing.Publisher;
import org.certpublisher.report.Report;

/**
 * The changes of a plan file as they are to be sent: those that were asked for, with losses held
 * back where the guard says so, less those to which there is an objection.
 */
final class ChangeFeed implements Publisher.Feed, AutoCloseable {
  private final PlanFileReader reader;
  private final Terms terms;
  private final List<Report.EntryOutcome> refused = new ArrayList<>();

  /**
   * What is sent of a plan.
   *
   * @param asked the entries that were asked for, by DN
   * @param held whether the guard holds the losses
   * @param objection why a change is no longer right, if it is not
   */
  record Terms(
      Predicate<String> asked, boolean held, Function<EntryChange, Optional<String>> objection) {}

  ChangeFeed(Path plan, Terms terms) throws PlanFileException {
    this.reader = new PlanFileReader(plan);
    this.terms = terms;
  }

  @Override
  public Optional<Planned> next() throws PlanFileException {
    for (Optional<Planned> next = reader.nextPlanned(terms.held());
        next.isPresent();
        next = reader.nextPlanned(terms.held())) {
      Optional<EntryChange> right =
          next.map(Planned::change)
              .filter(one -> terms.asked().test(one.dn()))
              .filter(this::isRight)
              .map(SavedPlan::labelled);
      Optional<EntryChange> rest = terms.held() ? right.flatMap(EntryChange::withoutLosses) : right;
      if (rest.isPresent()) {
        return Optional.of(next.get().with(rest.get()));
      }
    }
    return Optional.empty();
  }

  private boolean isRight(EntryChange change) {
    Optional<String> objection = terms.objection().apply(change);
    objection.ifPresent(
        why ->
            refused.add(
                new Report.EntryOutcome(change.dn(), new Outcome(Outcome.Kind.MOVED, why))));
    return objection.isEmpty();
  }

  /** What was refused; complete when the last change was given. */
  List<Report.EntryOutcome> refused() {
    return refused;
  }

  /** Passes over the rest; how many changes it has. */
  int drain() throws PlanFileException {
    int left = 0;
    while (next().isPresent()) {
      left++;
    }
    return left;
  }

  @Override
  public void close() throws PlanFileException {
    reader.close();
  }
}
