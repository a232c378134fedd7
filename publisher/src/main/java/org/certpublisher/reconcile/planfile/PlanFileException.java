package org.certpublisher.reconcile.planfile;

/**
 * A plan file could not be written, or is not whole. The message names the file, the line where
 * there is one, and the next step.
 */
public final class PlanFileException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what a person needs to know. */
  public PlanFileException(String message) {
    super(message);
  }

  /** With what a person needs to know, and its cause. */
  public PlanFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
