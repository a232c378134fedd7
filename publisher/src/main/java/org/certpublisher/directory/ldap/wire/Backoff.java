package org.certpublisher.directory.ldap.wire;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits longer each time, from 50 ms to 2 s, until the patience is over. */
public final class Backoff {
  private static final long FIRST = 50;
  private static final long LONGEST = 2000;

  private final Duration patience;
  private long next = FIRST;
  private @Nullable Long deadline;

  /** With a fresh patience. */
  public Backoff(Duration patience) {
    this.patience = patience;
  }

  /** Begins anew: something went well. */
  public void reset() {
    next = FIRST;
    deadline = null;
  }

  /** Waits; false, at once, when the patience is over. */
  public boolean pause() throws InterruptedException {
    long now = System.nanoTime();
    Long known = deadline;
    long end = known == null ? now + patience.toNanos() : known;
    deadline = end;
    if (end - now <= 0) {
      return false;
    }
    Thread.sleep(Math.min(next, Math.max(1, (end - now) / 1_000_000)));
    next = Math.min(next * 2, LONGEST);
    return true;
  }
}
