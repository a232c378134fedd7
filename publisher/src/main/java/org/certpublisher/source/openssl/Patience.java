package org.certpublisher.source.openssl;

import java.time.Duration;

/** Two seconds in which a CA may finish what it is writing, counted from the first pause. */
final class Patience {
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final long nanos;
  private long end;
  private boolean started;

  Patience() {
    this(LIMIT);
  }

  /** With less than the two seconds, where some have passed already. */
  Patience(Duration left) {
    this.nanos = Math.max(0, Math.min(LIMIT.toNanos(), left.toNanos()));
  }

  /** Waits a little; false, at once, when the time is over. */
  boolean pause() {
    long now = System.nanoTime();
    if (!started) {
      started = true;
      end = now + nanos;
    }
    if (now - end >= 0) {
      return false;
    }
    try {
      Thread.sleep(PAUSE.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
