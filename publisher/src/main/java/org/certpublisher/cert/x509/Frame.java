package org.certpublisher.cert.x509;

import java.util.List;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.asn1.Asn1Element;
import org.certpublisher.cert.asn1.MalformedAsn1Exception;

/**
 * The three parts of a certificate: what is signed, how, and the signature (RFC 5280, section
 * 4.1.1). The signed bytes are the very ones of the certificate: an encoder of our own might write
 * them otherwise, and a good signature would fail.
 */
public record Frame(Asn1Element toBeSigned, Asn1Element algorithm, Asn1Element signature) {
  /** Takes a certificate or a CRL apart. */
  public static Frame of(Der der) throws MalformedAsn1Exception {
    Asn1Element certificate = Asn1Element.readDer(der.view());
    List<Asn1Element> parts = certificate.expect(Asn1Element.SEQUENCE, "a certificate").children();
    if (parts.size() != 3) {
      throw new MalformedAsn1Exception(parts.size() + " parts where a certificate has 3");
    }
    return new Frame(
        parts.get(0).expect(Asn1Element.SEQUENCE, "the signed part"),
        parts.get(1).expect(Asn1Element.SEQUENCE, "the signature algorithm"),
        parts.get(2).expect(Asn1Element.BIT_STRING, "the signature"));
  }
}
