package org.certpublisher.directory.ldap.connect;

import java.security.cert.CertificateException;

/** The server's certificate was refused; the message says why and what cures it. */
final class UntrustedServerException extends CertificateException {
  private static final long serialVersionUID = 1L;

  UntrustedServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
