package org.certpublisher.cms;

/** A PKCS#12 from which no key to sign with could be taken. The message says what to do. */
public final class SigningKeyException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what was expected and found. */
  public SigningKeyException(String message) {
    super(message);
  }

  /** With what was expected and found, and the cause. */
  public SigningKeyException(String message, Throwable cause) {
    super(message, cause);
  }
}
