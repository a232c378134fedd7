package org.certpublisher.daemon;

import java.time.Duration;

/** How long to wait after failures in a row: 5 s, then twice as long each time, 5 min at most. */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int DOUBLINGS = 6;

  private Backoff() {}

  /** The wait after so many failures, from 1. */
  static Duration after(int failures) {
    Duration wait = FIRST.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
    return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
  }
}
