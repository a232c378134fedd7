package org.certpublisher.cli.terminal;

import java.io.PrintStream;
import java.util.Locale;
import org.certpublisher.reconcile.Progress;

/**
 * One line on a terminal that says how far a run has come. It shows nothing in the first second, so
 * that short runs stay quiet, and is wiped at the end. Safe for several threads.
 */
public final class ProgressBar implements Progress, AutoCloseable {
  private static final long FIRST_NANOS = 1_000_000_000L;
  private static final long STEP_NANOS = 100_000_000L;
  private static final int CELLS = 24;

  private final PrintStream err;
  private final long start = System.nanoTime();
  private long next = start + FIRST_NANOS;
  private boolean shown;

  /** A bar on this stream, which must be a terminal. */
  public ProgressBar(PrintStream err) {
    this.err = err;
  }

  @Override
  public synchronized void at(Phase phase, int done, int total) {
    long now = System.nanoTime();
    if (now - next < 0) {
      return;
    }
    next = now + STEP_NANOS;
    shown = true;
    err.print("\r\u001b[K" + line(phase, done, total));
    err.flush();
  }

  static String line(Phase phase, int done, int total) {
    if (total <= 0) {
      return String.format(Locale.ROOT, "%s: %,d", phase.title(), done);
    }
    int full = (int) Math.min(CELLS, (long) CELLS * done / total);
    return String.format(
        Locale.ROOT,
        "%s: [%s%s] %,d of %,d",
        phase.title(),
        "#".repeat(full),
        ".".repeat(CELLS - full),
        done,
        total);
  }

  @Override
  public void close() {
    wipe();
  }

  /** Takes the line away; nothing more is shown. */
  public synchronized void wipe() {
    if (shown) {
      err.print("\r\u001b[K");
      err.flush();
    }
    next = Long.MAX_VALUE / 2 + start;
  }
}
