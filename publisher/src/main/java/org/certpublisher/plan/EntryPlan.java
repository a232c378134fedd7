package org.certpublisher.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.HeldCertificate;

/**
 * What is to be done about one entry, and why.
 *
 * @param change the modify operation; empty when there is nothing to do
 * @param judgements one for each certificate of the entry and each that should be there
 * @param published how many certificates of ours that the publication manages the entry holds now,
 *     both attributes as one
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

  /** How many certificates of ours the entry will hold after the change. */
  public int remaining() {
    Set<Sha256> gone = new HashSet<>();
    Set<Sha256> come = new HashSet<>();
    for (AttributeChange one : change.map(EntryChange::attributes).orElse(List.of())) {
      one.withdraw().forEach(withdrawal -> gone.add(withdrawal.certificate()));
      one.publish().forEach(publication -> come.add(publication.certificate()));
    }
    gone.removeAll(identities(after));
    come.removeAll(identities(before));
    return published - gone.size() + come.size();
  }

  private static Set<Sha256> identities(List<HeldCertificate> held) {
    return held.stream().map(one -> one.certificate().sha256()).collect(Collectors.toSet());
  }
}
