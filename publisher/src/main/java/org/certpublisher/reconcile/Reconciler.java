package org.certpublisher.reconcile;

import java.nio.file.Path;
import java.time.Clock;
import org.certpublisher.directory.Directory;

/**
 * Brings a directory to what the CAs have issued: the time is taken once, the inventory read, the
 * directory streamed past the planner, the guard asked, and, to apply, the plan file published.
 */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class Reconciler {
  private final Publication publication;
  private final Around around;

  /** A reconciler for one run or many, one at a time. */
  public Reconciler(Publication publication, Around around) {
    this.publication = publication;
    this.around = around;
  }

  /** What a run works with. */
  public record Around(Directory directory, StateStore state, Clock clock, Progress progress) {}

  /** Plans and writes nothing to the directory. */
  public RunResult plan(Request request) throws RunException {
    throw new UnsupportedOperationException(publication + " " + around + request);
  }

  /** Plans, then applies that plan. */
  public RunResult apply(Request request) throws RunException {
    throw new UnsupportedOperationException(publication + " " + around + request);
  }

  /** Applies exactly a saved plan, less what is no longer right. */
  public RunResult apply(Path planFile, Request request) throws RunException {
    throw new UnsupportedOperationException(publication + " " + around + planFile + request);
  }

  /** Ends a running apply after the window that is being sent; from any thread. */
  public void stop() {
    throw new UnsupportedOperationException(publication + " " + around);
  }
}
