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
}
