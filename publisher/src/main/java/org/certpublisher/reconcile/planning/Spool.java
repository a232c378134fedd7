package org.certpublisher.reconcile.planning;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.EntryPlan;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.State;
import org.certpublisher.reconcile.planfile.PlanFileException;
import org.certpublisher.reconcile.planfile.PlanFileWriter;
import org.certpublisher.reconcile.planfile.PlanTotals;
import org.certpublisher.report.Summary;
import org.certpublisher.source.SourceFinding;
import org.certpublisher.state.StateStore;

/**
 * Writes what was planned and counts it. Only what {@code --only} names is written; the guard's
 * figures are those of the whole directory. Keeps the first failure, because a directory's consumer
 * cannot throw it.
 */
public final class Spool {
  private final PlanFileWriter file;
  private final Scope scope;
  private final boolean people;
  private final Tally tally;
  private Optional<PlanFileException> failure = Optional.empty();
  private int retried;

  /**
   * For one plan.
   *
   * @param people whether it is about certificates of people
   */
  public Spool(PlanFileWriter file, Scope scope, boolean people) {
    this.file = file;
    this.scope = scope;
    this.people = people;
    this.tally = new Tally(scope.now());
  }

  /** A finding of a source. */
  public void finding(SourceFinding finding) throws PlanFileException {
    tally.finding(finding);
    file.finding(finding);
  }

  /** An entry, unless {@code --only} leaves it out. */
  public void entry(DirectoryEntry entry, EntryPlan plan) {
    if (scope.has(entry.dn())) {
      planned(entry, plan);
    } else {
      leftOut(plan);
    }
  }

  /** An entry that is left as it is. */
  public void leftOut(EntryPlan plan) {
    tally.leftOut(plan.published());
  }

  /** An entry whatever {@code --only} says. */
  public void planned(DirectoryEntry entry, EntryPlan plan) {
    EntryPlan asked = scope.waits(entry.dn()) ? refused(plan, entry.dn()) : plan;
    if (asked.change().isPresent() && scope.refused().containsKey(entry.dn())) {
      retried++;
    }
    if (people) {
      tally.entry(entry.mailboxes(), asked, asked.change());
    } else {
      tally.authority(asked);
    }
    Set<String> lost = asked.change().map(Spool::lost).orElse(Set.of());
    try {
      for (Judgement judgement : asked.judgements()) {
        if (judgement.isWorthTelling(scope.now())) {
          file.judgement(judgement, isLoss(judgement, lost));
        }
      }
      if (asked.change().isPresent()) {
        file.change(asked.change().get());
      }
    } catch (PlanFileException e) {
      failure = failure.or(() -> Optional.of(e));
    }
  }

  /** A judgement that reaches no entry. */
  public void unplaced(Judgement judgement) {
    if (scope.has(judgement)) {
      tally.judgement(judgement);
      try {
        file.judgement(judgement, false);
      } catch (PlanFileException e) {
        failure = failure.or(() -> Optional.of(e));
      }
    }
  }

  /** Ends the file; what was counted. */
  public PlanTotals end(Summary.InventoryLines inventory) throws PlanFileException {
    if (failure.isPresent()) {
      throw failure.get();
    }
    PlanTotals totals = tally.totals(inventory);
    file.end(totals);
    return totals;
  }

  /** Changes of entries that were refused for rights and are tried again. */
  public int retried() {
    return retried;
  }

  private static Set<String> lost(EntryChange change) {
    return Set.copyOf(Tally.lost(change).stream().map(Sha256::toString).toList());
  }

  private static boolean isLoss(Judgement judgement, Set<String> lost) {
    return judgement.action() == Action.WITHDRAW && lost.contains(judgement.subject().identity());
  }

  /** The plan of an entry that the server refused lately: it waits. */
  private EntryPlan refused(EntryPlan plan, String dn) {
    StateStore.Refusal refusal = scope.refused().get(dn);
    if (refusal == null || plan.change().isEmpty()) {
      return plan;
    }
    List<Judgement> judgements =
        plan.judgements().stream()
            .map(
                judgement ->
                    judgement.action() == Action.PUBLISH || judgement.action() == Action.WITHDRAW
                        ? waiting(judgement, refusal)
                        : judgement)
            .toList();
    return new EntryPlan(
        Optional.empty(), judgements, plan.published(), plan.before(), plan.before());
  }

  private static Judgement waiting(Judgement judgement, StateStore.Refusal refusal) {
    return new Judgement(
        State.NOT_PERMITTED,
        Action.NONE,
        State.NOT_PERMITTED.severity(),
        judgement.dn(),
        judgement.subject(),
        judgement.why()
            + "; the server refuses it since "
            + refusal.since()
            + ": "
            + refusal.text()
            + ". Tried again after "
            + refusal.last().plus(Scope.RETRY)
            + ".");
  }
}
