package org.certpublisher.plan.creation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.EntryPlan;
import org.certpublisher.plan.Judgement;

/**
 * Removes an entry that was made together with its last certificate: the delete carries out the
 * withdrawal, and the guard counts it as that. An entry that holds any other value stays.
 */
public final class Removals {
  private Removals() {}

  /** Whether a change leaves an entry without any certificate value, foreign ones included. */
  public static boolean empties(EntryChange change, DirectoryEntry entry) {
    List<StoredValue> left = new ArrayList<>(entry.values());
    change.attributes().forEach(one -> one.withdraw().forEach(gone -> left.remove(gone.value())));
    return left.isEmpty()
        && !entry.values().isEmpty()
        && change.attributes().stream().allMatch(one -> one.publish().isEmpty());
  }

  /** The plan of an entry, by which it goes if it was made and loses its last certificate. */
  public static EntryPlan of(EntryPlan plan, Directory.Whole whole, Template template) {
    Optional<EntryChange> change = plan.change().filter(one -> empties(one, whole.entry()));
    if (change.isEmpty() || !template.isMarked(whole)) {
      return plan;
    }
    boolean goes = template.isMade(whole);
    String end =
        goes
            ? "; the entry, made for it, is removed"
            : "; the entry, made for it, stays: it was changed since";
    return new EntryPlan(
        goes ? change.map(one -> removal(one, whole)) : plan.change(),
        plan.judgements().stream().map(one -> told(one, end)).toList(),
        plan.published(),
        plan.before(),
        plan.after());
  }

  private static EntryChange removal(EntryChange change, Directory.Whole whole) {
    return new EntryChange(
        change.dn(), change.version(), change.before(), change.attributes(), whole.rest());
  }

  private static Judgement told(Judgement one, String end) {
    return one.action() == Action.WITHDRAW ? one.adding(end) : one;
  }
}
