package org.certpublisher.cert.authority;

import java.util.Optional;
import org.certpublisher.cert.Sha256;

/**
 * The memory of signature checks: each certificate is verified once ever. Keyed by the certificate
 * and the authority's key, for a verdict holds only for both. Safe for several threads.
 */
public interface Verdicts {
  /** Whether the key was found to have signed the certificate; empty when never checked. */
  Optional<Boolean> recall(Sha256 certificate, Sha256 authorityKey);

  /** Remembers a check. */
  void remember(Sha256 certificate, Sha256 authorityKey, boolean signed);
}
