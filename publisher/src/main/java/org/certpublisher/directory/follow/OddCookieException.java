package org.certpublisher.directory.follow;

/** A cookie that cannot be gone on from. The message says why, for the log. */
public final class OddCookieException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the reason. */
  public OddCookieException(String message) {
    super(message);
  }
}
