package org.certpublisher.source;

/** How much a finding matters; {@code --fail-on} compares by the order here. */
public enum Severity {
  /** Worth knowing. */
  INFO,
  /** Somebody should look at it. */
  WARNING,
  /** Somebody must act. */
  ERROR
}
