package org.certpublisher.source;

import java.util.List;
import java.util.stream.Collectors;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Revocation;

/**
 * Several sources asked as one: any that says revoked wins, then any that says on hold, then any
 * that says good; one that does not know neither adds nor removes. Pure.
 *
 * @param statuses what each said; none at all knows nothing
 */
public record CombinedStatus(List<RevocationStatus> statuses) implements RevocationStatus {
  /** Copies its collection. */
  public CombinedStatus {
    statuses = List.copyOf(statuses);
  }

  /** Whether any of them is usable. */
  @Override
  public boolean isUsable() {
    return statuses.stream().anyMatch(RevocationStatus::isUsable);
  }

  @Override
  public Revocation of(Certificate certificate) {
    List<Revocation> all = statuses.stream().map(status -> status.of(certificate)).toList();
    return all.stream()
        .filter(one -> one.status() != Revocation.Status.UNKNOWN)
        .reduce(Revocation::and)
        .orElseGet(() -> Revocation.unknown(reasons(all)));
  }

  private static String reasons(List<Revocation> all) {
    return all.stream().map(Revocation::by).distinct().collect(Collectors.joining("; "));
  }

  @Override
  public String describe() {
    return statuses.stream().map(RevocationStatus::describe).collect(Collectors.joining("; "));
  }

  @Override
  public List<SourceFinding> findings() {
    return statuses.stream().flatMap(status -> status.findings().stream()).toList();
  }
}
