package org.certpublisher.directory.ldap.wire;

import java.time.Duration;

/**
 * Waits longer each time, from 50 ms to 2 s, until nothing went well for as long as the patience.
 */
public final class Backoff {
  private static final long FIRST = 50;
  private static final long LONGEST = 2000;

  private final Duration patience;
  private long next = FIRST;
  private long deadline;

  /** With a fresh patience. */
  public Backoff(Duration patience) {
    this.patience = patience;
    reset();
  }

  /** Begins anew: something went well. */
  public void reset() {
    next = FIRST;
    deadline = System.nanoTime() + patience.toNanos();
  }

  /** What is left of the patience; at least a second, so that one attempt can be made. */
  public Duration left() {
    Duration left = Duration.ofNanos(deadline - System.nanoTime());
    return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
  }

  /** Waits; false, at once, when the patience is over. */
  public boolean pause() throws InterruptedException {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      return false;
    }
    Thread.sleep(Math.min(next, Math.max(1, left / 1_000_000)));
    next = Math.min(next * 2, LONGEST);
    return true;
  }
}
