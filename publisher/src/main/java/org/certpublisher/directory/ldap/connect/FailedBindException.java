package org.certpublisher.directory.ldap.connect;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

/** A bind that failed; the message is for a person. */
final class FailedBindException extends LDAPException {
  private static final long serialVersionUID = 1L;
  private final boolean passing;

  /**
   * With what a person needs to know.
   *
   * @param passing whether another server, or this one later, may take it
   */
  FailedBindException(ResultCode code, String message, Throwable cause, boolean passing) {
    super(code, message, cause);
    this.passing = passing;
  }

  /** Whether another server, or this one later, may take it. */
  boolean isPassing() {
    return passing;
  }
}
