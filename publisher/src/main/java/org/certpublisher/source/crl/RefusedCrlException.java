package org.certpublisher.source.crl;

/** A CRL that cannot be got or must not be used; the message says why and what to do. */
final class RefusedCrlException extends Exception {
  private static final long serialVersionUID = 1L;

  RefusedCrlException(String message) {
    super(message);
  }

  RefusedCrlException(String message, Throwable cause) {
    super(message, cause);
  }
}
