package org.certpublisher.daemon;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells when files that changed have come to rest: at the first look that finds them as the one
 * before did, and 5 s after the change at the latest, however busy a CA is.
 */
final class Rest {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private long seen;
  private Optional<Instant> changed = Optional.empty();

  /** Starts from how the files look now. */
  Rest(long now) {
    this.seen = now;
  }

  /** Takes a look; whether a change has come to rest. */
  boolean look(long fingerprint, Instant now) {
    boolean moving = fingerprint != seen;
    seen = fingerprint;
    if (moving && changed.isEmpty()) {
      changed = Optional.of(now);
    }
    boolean due = changed.filter(since -> !moving || !since.plus(LONGEST).isAfter(now)).isPresent();
    if (due) {
      changed = Optional.empty();
    }
    return due;
  }
}
