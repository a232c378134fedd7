package org.certpublisher.source.crl;

import java.time.Instant;
import org.certpublisher.source.RevocationSource;
import org.certpublisher.source.RevocationStatus;

/** One CRL, read afresh every time. */
public final class CrlSource implements RevocationSource {
  private final CrlSettings settings;
  private final CrlFetch fetch;

  /** The CRL of these settings. */
  public CrlSource(CrlSettings settings) {
    this.settings = settings;
    this.fetch = new CrlFetch();
  }

  @Override
  public RevocationStatus read(Instant now) {
    String where = CrlFetch.shown(settings.location());
    try {
      return new CrlChecks(settings.authority(), settings.maxAge(), now)
          .status(where, fetch.get(settings.location()));
    } catch (RefusedCrlException e) {
      return new RefusedCrl(where, String.valueOf(e.getMessage()));
    }
  }
}
