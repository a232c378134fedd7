package org.certpublisher.directory;

import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Sha256;

/**
 * The change of one entry: one modify operation.
 *
 * @param version the entry's version that was read; empty where the server has none
 * @param before {@link DirectoryEntry#valuesDigest} of the entry that was planned on
 * @param attributes at most one change an attribute, none of them empty
 */
public record EntryChange(
    String dn, String version, Sha256 before, List<AttributeChange> attributes) {
  /** Copies its collection. */
  public EntryChange {
    attributes = List.copyOf(attributes);
  }

  /** The same change with its losses held; empty when nothing else is in it. */
  public Optional<EntryChange> withoutLosses() {
    List<AttributeChange> rest =
        attributes.stream()
            .map(AttributeChange::withoutLosses)
            .filter(change -> !change.isEmpty())
            .toList();
    return rest.isEmpty()
        ? Optional.empty()
        : Optional.of(new EntryChange(dn, version, before, rest));
  }

  /** What becomes of one attribute; empty when nothing does. */
  public Optional<AttributeChange> of(CertificateAttribute attribute) {
    return attributes.stream().filter(change -> change.attribute() == attribute).findFirst();
  }

  /** How many certificates, both attributes counted as one, the entry loses without a successor. */
  public int losses() {
    return (int)
        attributes.stream()
            .flatMap(change -> change.withdraw().stream())
            .filter(AttributeChange.Withdrawal::loss)
            .map(AttributeChange.Withdrawal::certificate)
            .distinct()
            .count();
  }
}
