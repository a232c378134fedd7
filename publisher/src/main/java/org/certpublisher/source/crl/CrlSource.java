package org.certpublisher.source.crl;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.certpublisher.source.CombinedStatus;
import org.certpublisher.source.RevocationSource;
import org.certpublisher.source.RevocationStatus;

/**
 * The CRLs of one authority, read afresh every time. Of several, any that says revoked wins; one
 * that cannot be used neither adds nor removes.
 */
public final class CrlSource implements RevocationSource {
  private final CrlSettings settings;
  private final CrlFetch fetch;

  /** The CRLs of these settings. */
  public CrlSource(CrlSettings settings) {
    this.settings = settings;
    this.fetch = new CrlFetch();
  }

  @Override
  public RevocationStatus read(Instant now) {
    CrlChecks checks = new CrlChecks(settings.authority(), settings.maxAge(), now);
    List<RevocationStatus> statuses = new ArrayList<>();
    for (URI location : settings.locations()) {
      String where = CrlFetch.shown(location);
      try {
        statuses.add(checks.status(where, fetch.get(location)));
      } catch (RefusedCrlException e) {
        statuses.add(new RefusedCrl(where, String.valueOf(e.getMessage())));
      }
    }
    return new CombinedStatus(statuses);
  }
}
