package org.certpublisher.reconcile.inventory;

import java.util.List;
import org.certpublisher.cert.authority.Authority;
import org.certpublisher.source.CertificateSource;
import org.certpublisher.source.RevocationSource;

/**
 * An authority and where what it issued and revoked is read.
 *
 * @param revocation what speaks of revocation besides the source itself; empty when the source's
 *     own status suffices
 */
public record AuthoritySource(
    Authority authority, CertificateSource source, List<RevocationSource> revocation) {
  /** Copies its collection. */
  public AuthoritySource {
    revocation = List.copyOf(revocation);
  }
}
