package org.certpublisher.source;

import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.Sha256;

/**
 * A certificate of ours: an authority issued it, its signature verified.
 *
 * @param authority the configured name of the authority whose key verified it
 * @param revocation what all sources together say of it
 * @param location where its DER can be read again
 */
public record Issued(
    CertificateSummary summary, String authority, Revocation revocation, DerLocation location) {
  /** The certificate's identity. */
  public Sha256 sha256() {
    return summary.sha256();
  }
}
