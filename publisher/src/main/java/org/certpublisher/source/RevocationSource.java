package org.certpublisher.source;

import java.time.Instant;

/** A list or service that says which certificates are revoked, apart from the CA's own database. */
public interface RevocationSource {
  /**
   * What it says at this moment. It never fails: a source that is missing, stale or refused gives a
   * {@link RevocationStatus} that is not usable and says why.
   */
  RevocationStatus read(Instant now);
}
