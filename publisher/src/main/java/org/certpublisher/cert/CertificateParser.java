package org.certpublisher.cert;

/** Reads X.509 certificates (RFC 5280) from DER. */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class CertificateParser {
  private CertificateParser() {}

  /** Parses one certificate that fills the bytes to their end. */
  public static Certificate parse(Der der) throws MalformedCertificateException {
    throw new MalformedCertificateException("not built yet: " + der);
  }
}
