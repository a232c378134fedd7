package org.certpublisher.cert;

import java.time.Duration;
import java.time.Instant;

/** From when until when a certificate is valid, both ends included (RFC 5280, section 4.1.2.5). */
public record Validity(Instant notBefore, Instant notAfter) {
  /** Whether notBefore is still ahead. */
  public boolean isAhead(Instant now) {
    return now.isBefore(notBefore);
  }

  /** Whether notAfter has passed, by at least the grace. */
  public boolean isOver(Instant now, Duration grace) {
    return now.isAfter(notAfter.plus(grace));
  }

  /** Whether the instant lies within. */
  public boolean contains(Instant now) {
    return !isAhead(now) && !isOver(now, Duration.ZERO);
  }
}
