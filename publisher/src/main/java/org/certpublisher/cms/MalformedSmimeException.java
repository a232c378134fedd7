package org.certpublisher.cms;

/** Bytes that are no value of userSMIMECertificate in any known form. */
public final class MalformedSmimeException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what was expected and found. */
  public MalformedSmimeException(String message) {
    super(message);
  }

  /** With what was expected and found, and the parser's complaint. */
  public MalformedSmimeException(String message, Throwable cause) {
    super(message, cause);
  }
}
