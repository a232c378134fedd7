package org.certpublisher.plan;

import java.util.List;
import java.util.Optional;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.HeldCertificate;

/**
 * What is to be done about one entry, and why.
 *
 * @param change the modify operation; empty when there is nothing to do
 * @param judgements one for each certificate of the entry and each that should be there
 * @param published how many certificates of ours the entry holds now, both attributes as one
 * @param before what mail clients find in the entry now
 * @param after what mail clients will find after the change
 */
public record EntryPlan(
    Optional<EntryChange> change,
    List<Judgement> judgements,
    int published,
    List<HeldCertificate> before,
    List<HeldCertificate> after) {
  /** Copies its collections. */
  public EntryPlan {
    judgements = List.copyOf(judgements);
    before = List.copyOf(before);
    after = List.copyOf(after);
  }
}
