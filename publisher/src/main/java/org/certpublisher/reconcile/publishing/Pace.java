package org.certpublisher.reconcile.publishing;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How many changes a run may send, how fast, and whether it was told to end. */
public final class Pace {
  private final Limits limits;
  private final CountDownLatch stopped;
  private int handedOut;
  private long freeAt = System.nanoTime();

  /**
   * For one run.
   *
   * @param stopped is counted down when the run is to end
   */
  public Pace(Limits limits, CountDownLatch stopped) {
    this.limits = limits;
    this.stopped = stopped;
  }

  boolean mayGoOn() {
    return stopped.getCount() > 0;
  }

  /** How many changes the next window may have; 0 when the run has had all that it may. */
  int nextWindow(int most) {
    int size = most;
    if (limits.changesPerSecond() > 0) {
      size = Math.min(size, limits.changesPerSecond());
    }
    if (limits.changesPerRun() > 0) {
      size = Math.min(size, limits.changesPerRun() - handedOut);
    }
    handedOut += size;
    return size;
  }

  /** Waits until a window may be sent; returns at once when the run is to end. */
  void await(int size) {
    if (limits.changesPerSecond() == 0) {
      return;
    }
    try {
      long wait = freeAt - System.nanoTime();
      if (wait > 0 && stopped.await(wait, TimeUnit.NANOSECONDS)) {
        return;
      }
      freeAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(size) / limits.changesPerSecond();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
