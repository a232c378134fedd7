package org.certpublisher.cert.authority;

import java.util.List;
import org.certpublisher.cert.Certificate;

/**
 * A CA that is configured as ours: "we" are the keys of its certificates.
 *
 * @param name the name in the configuration
 * @param certificates its issuer certificates, more than one where it was re-keyed or renewed, with
 *     the CAs above it where they are to travel along in userSMIMECertificate
 */
public record Authority(String name, List<Certificate> certificates) {
  /** Copies its collection. */
  public Authority {
    certificates = List.copyOf(certificates);
  }

  /** Those of the CA itself, without the CAs above it, which are there for the chain only. */
  public List<Certificate> issuing() {
    return certificates.stream().filter(one -> !isAboveAnother(one)).toList();
  }

  private boolean isAboveAnother(Certificate one) {
    return certificates.stream()
        .anyMatch(
            other ->
                !other.subject().name().equals(one.subject().name())
                    && other.issuance().issuer().equals(one.subject().name()));
  }
}
