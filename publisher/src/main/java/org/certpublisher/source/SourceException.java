package org.certpublisher.source;

/**
 * A source could not be read to its end. Nothing may be concluded from what was read before, so the
 * run ends and nothing is written. The message names the file or address and the next step.
 */
public final class SourceException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what a person needs to know. */
  public SourceException(String message) {
    super(message);
  }

  /** With what a person needs to know, and its cause. */
  public SourceException(String message, Throwable cause) {
    super(message, cause);
  }
}
