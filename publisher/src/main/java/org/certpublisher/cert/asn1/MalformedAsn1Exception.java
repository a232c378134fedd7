package org.certpublisher.cert.asn1;

/** Bytes that are no ASN.1 or not the ASN.1 that was expected, and at which offset. */
public final class MalformedAsn1Exception extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what was expected and found. */
  public MalformedAsn1Exception(String message) {
    super(message);
  }
}
