package org.certpublisher.cert.x509;

/** Bytes that are no X.509 certificate. The message says what was expected and what was found. */
public final class MalformedCertificateException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what was expected and found. */
  public MalformedCertificateException(String message) {
    super(message);
  }

  /** With what was expected and found, and the parser's complaint. */
  public MalformedCertificateException(String message, Throwable cause) {
    super(message, cause);
  }
}
