package org.certpublisher.directory.ldap.wire;

import org.certpublisher.directory.DirectoryException;

/** Carries a failure out of a consumer. */
public final class LostException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final DirectoryException cause;

  /** Carries this failure. */
  public LostException(DirectoryException cause) {
    super(cause);
    this.cause = cause;
  }

  /** What is carried. */
  public DirectoryException cause() {
    return cause;
  }
}
