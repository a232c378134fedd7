package org.certpublisher.reconcile.publishing;

/** How much one run may do; 0 means no limit. */
public record Limits(int changesPerRun, int changesPerSecond) {
  /** No limit. */
  public static final Limits NONE = new Limits(0, 0);
}
