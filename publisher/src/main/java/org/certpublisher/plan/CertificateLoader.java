package org.certpublisher.plan;

import java.util.Optional;
import org.certpublisher.cert.Der;
import org.certpublisher.source.Issued;

/**
 * Gives the planner the bytes of a certificate that is to be published. Empty when they can no
 * longer be read or are no longer those of the inventory: then it is a finding, not a change.
 */
@FunctionalInterface
public interface CertificateLoader {
  /** The DER of the certificate, whose SHA-256 was compared. */
  Optional<Der> load(Issued issued);
}
