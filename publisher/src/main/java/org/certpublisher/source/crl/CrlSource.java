package org.certpublisher.source.crl;

import java.time.Instant;
import org.certpublisher.source.RevocationSource;
import org.certpublisher.source.RevocationStatus;

/** One CRL, read afresh every time. */
public final class CrlSource implements RevocationSource {
  private final CrlSettings settings;
  private final boolean publishing;
  private final CrlFetch fetch;

  /** The CRL of these settings, to be asked. */
  public CrlSource(CrlSettings settings) {
    this(settings, false);
  }

  private CrlSource(CrlSettings settings, boolean publishing) {
    this.settings = settings;
    this.publishing = publishing;
    this.fetch = new CrlFetch();
  }

  /** The CRL of these settings, to be published: it may be a delta CRL, or of CAs only. */
  public static CrlSource toPublish(CrlSettings settings) {
    return new CrlSource(settings, true);
  }

  @Override
  public RevocationStatus read(Instant now) {
    String where = CrlFetch.shown(settings.location());
    try {
      return new CrlChecks(settings.authority(), settings.maxAge(), now, publishing)
          .status(where, fetch.get(settings.location()));
    } catch (RefusedCrlException e) {
      return new RefusedCrl(where, String.valueOf(e.getMessage()));
    }
  }
}
