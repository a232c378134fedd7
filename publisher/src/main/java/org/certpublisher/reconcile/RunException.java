package org.certpublisher.reconcile;

/**
 * A run ended before anything was written: the directory was lost, a saved plan may not be applied,
 * the plan file could not be written. The message says what to do next.
 */
public final class RunException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what a person needs to know. */
  public RunException(String message) {
    super(message);
  }

  /** With what a person needs to know, and its cause. */
  public RunException(String message, Throwable cause) {
    super(message, cause);
  }
}
