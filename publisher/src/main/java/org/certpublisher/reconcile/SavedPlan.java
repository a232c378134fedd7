package org.certpublisher.reconcile;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.reconcile.planfile.PlanFileException;
import org.certpublisher.reconcile.planfile.PlanFileReader;
import org.certpublisher.reconcile.planfile.PlanHeader;
import org.certpublisher.reconcile.planfile.PlanTotals;

/**
 * A plan that was saved and is now to be applied: whole, young enough and made for this publication
 * under these settings. Its losses are counted from its changes, not taken from its last line.
 */
record SavedPlan(Path path, PlanHeader header, PlanTotals totals) {
  /** A plan is older than its reader's patience after this. */
  static final Duration VALID = Duration.ofHours(24);

  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  /** Reads the file to its end and proves that it may be applied. */
  static SavedPlan open(Path path, Publication publication, Instant now, Predicate<String> asked)
      throws PlanFileException, RunException {
    PlanTotals totals = PlanFileReader.verify(path);
    try (PlanFileReader reader = new PlanFileReader(path)) {
      PlanHeader header = reader.header();
      check(path, header, publication, now);
      return new SavedPlan(path, header, recounted(reader, totals, asked));
    }
  }

  private static void check(Path path, PlanHeader header, Publication publication, Instant now)
      throws RunException {
    String again = "; make a new one with plan --out";
    if (!header.publication().equals(publication.name())) {
      throw new RunException(
          "the plan "
              + path
              + " is for publication "
              + header.publication()
              + ", not "
              + publication.name());
    }
    if (!header.basis().configuration().equals(publication.configuration())) {
      throw new RunException("the plan " + path + " was made with another configuration" + again);
    }
    if (now.isAfter(header.made().plus(VALID)) || header.made().isAfter(now.plus(CLOCK_SKEW))) {
      throw new RunException(
          "the plan "
              + path
              + " was made at "
              + header.made()
              + " and is valid for 24 hours; it is now "
              + now
              + again);
    }
  }

  private static PlanTotals recounted(
      PlanFileReader reader, PlanTotals totals, Predicate<String> asked) throws PlanFileException {
    int changes = 0;
    int losses = 0;
    int withLosses = 0;
    for (Optional<EntryChange> change = reader.nextChange();
        change.isPresent();
        change = reader.nextChange()) {
      if (asked.test(change.get().dn())) {
        changes++;
        int lost = labelled(change.get()).losses();
        losses += lost;
        withLosses += lost > 0 ? 1 : 0;
      }
    }
    PlanTotals.Losses said = totals.losses();
    int others = said.losses() - losses;
    return new PlanTotals(
        totals.whole(),
        totals.held(),
        new PlanTotals.Losses(losses, said.published(), said.remaining() + Math.max(0, others)),
        new PlanTotals.Counts(changes, withLosses, totals.counts().findings()),
        totals.inventory());
  }

  /** A value that goes while nothing comes and nothing stays is a loss, whatever the file says. */
  static EntryChange labelled(EntryChange change) {
    if (change.attributes().stream().anyMatch(attribute -> !attribute.publish().isEmpty())) {
      return change;
    }
    return new EntryChange(
        change.dn(),
        change.version(),
        change.before(),
        change.attributes().stream().map(SavedPlan::labelled).toList(),
        change.frame());
  }

  private static AttributeChange labelled(AttributeChange change) {
    return new AttributeChange(
        change.attribute(),
        change.kept(),
        change.withdraw().stream()
            .map(
                gone ->
                    new AttributeChange.Withdrawal(
                        gone.value(), gone.certificate(), gone.loss() || change.kept().isEmpty()))
            .toList(),
        List.of());
  }
}
