package org.certpublisher.reconcile.publishing;

import org.certpublisher.directory.EntryLimits;

/**
 * How much one run may do; 0 means no limit.
 *
 * @param entry how much an entry may hold; where nothing is said, what suits the directory
 */
public record Limits(int changesPerRun, int changesPerSecond, EntryLimits entry) {
  /** No limit but the directory's. */
  public static final Limits NONE = new Limits(0, 0, EntryLimits.NONE);
}
