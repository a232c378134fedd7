package org.certpublisher.directory;

/**
 * The directory could not be reached, or a read did not come to its end: the run ends before
 * anything is withdrawn. The message names the server and the next step.
 */
public final class DirectoryException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what a person needs to know. */
  public DirectoryException(String message) {
    super(message);
  }

  /** With what a person needs to know, and its cause. */
  public DirectoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
