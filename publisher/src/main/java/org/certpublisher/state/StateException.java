package org.certpublisher.state;

/**
 * The state could not be opened, read or written. The run ends; what was journaled is settled by
 * the next one. The message names the file and the next step.
 */
public final class StateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what a person needs to know. */
  public StateException(String message) {
    super(message);
  }

  /** With what a person needs to know, and its cause. */
  public StateException(String message, Throwable cause) {
    super(message, cause);
  }
}
