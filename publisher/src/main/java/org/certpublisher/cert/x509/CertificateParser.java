package org.certpublisher.cert.x509;

import java.util.List;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Issuance;
import org.certpublisher.cert.PublicKey;
import org.certpublisher.cert.Subject;
import org.certpublisher.cert.Validity;
import org.certpublisher.cert.asn1.Asn1Element;
import org.certpublisher.cert.asn1.Asn1Time;
import org.certpublisher.cert.asn1.MalformedAsn1Exception;
import org.certpublisher.cert.asn1.NameText;

/**
 * Reads X.509 certificates (RFC 5280) from DER. The frame must be right to the last byte; a single
 * broken extension, a negative serial number, an empty subject or a version 1 certificate must not
 * hide a certificate that clients take, so those are read as far as they go.
 */
public final class CertificateParser {
  /** No certificate is longer; the largest seen, with post-quantum signatures, has 50 KB. */
  public static final int MAX_BYTES = 1 << 20;

  private static final int MAX_SERIAL_BYTES = 64;
  private static final int VERSION = 0xa0;
  private static final int EXTENSIONS = 0xa3;

  private CertificateParser() {}

  /** Parses one certificate that fills the bytes to their end. */
  public static Certificate parse(Der der) throws MalformedCertificateException {
    if (der.length() > MAX_BYTES) {
      throw new MalformedCertificateException(
          "not a certificate: " + der.length() + " bytes, at most " + MAX_BYTES + " are read");
    }
    try {
      return certificate(der);
    } catch (MalformedAsn1Exception e) {
      throw new MalformedCertificateException("not a certificate: " + e.getMessage(), e);
    }
  }

  private static Certificate certificate(Der der) throws MalformedAsn1Exception {
    Frame frame = Frame.of(der);
    List<Asn1Element> fields = frame.toBeSigned().children();
    boolean versioned = !fields.isEmpty() && fields.get(0).is(VERSION);
    int first = versioned ? 1 : 0;
    if (fields.size() < first + 6) {
      throw new MalformedAsn1Exception("only " + fields.size() + " fields, at least 6 expected");
    }
    if (versioned) {
      checkVersion(fields.get(0));
    }
    Extensions extensions = extensions(fields, first + 6);
    Asn1Element subject = fields.get(first + 4);
    PublicKey key = KeyReader.read(fields.get(first + 5), extensions.subjectKeyId());
    return new Certificate(
        der,
        issuance(fields.get(first), fields.get(first + 2), extensions),
        new Subject(
            Der.wrap(subject.encoded()),
            NameText.of(subject),
            AlternativeNames.mailboxes(extensions, subject),
            AlternativeNames.userPrincipalNames(extensions),
            extensions.sid()),
        validity(fields.get(first + 3)),
        key,
        extensions.usage());
  }

  private static void checkVersion(Asn1Element tagged) throws MalformedAsn1Exception {
    List<Asn1Element> inner = tagged.children();
    boolean known =
        inner.size() == 1
            && inner.get(0).is(Asn1Element.INTEGER)
            && inner.get(0).integer().bitLength() <= 2;
    if (!known) {
      throw new MalformedAsn1Exception("a version that X.509 does not have");
    }
  }

  private static Issuance issuance(Asn1Element serial, Asn1Element issuer, Extensions extensions)
      throws MalformedAsn1Exception {
    serial.expect(Asn1Element.INTEGER, "the serial number");
    if (serial.contentLength() > MAX_SERIAL_BYTES) {
      throw new MalformedAsn1Exception("a serial number of " + serial.contentLength() + " bytes");
    }
    return new Issuance(
        Der.wrap(issuer.encoded()),
        NameText.of(issuer),
        serial.integer(),
        extensions.authorityKeyId(),
        extensions.crlDistributionPoints());
  }

  private static Validity validity(Asn1Element validity) throws MalformedAsn1Exception {
    List<Asn1Element> times = validity.expect(Asn1Element.SEQUENCE, "the validity").children();
    if (times.size() != 2) {
      throw new MalformedAsn1Exception("a validity without two times");
    }
    return new Validity(Asn1Time.of(times.get(0)), Asn1Time.of(times.get(1)));
  }

  private static Extensions extensions(List<Asn1Element> fields, int from)
      throws MalformedAsn1Exception {
    for (Asn1Element field : fields.subList(from, fields.size())) {
      if (field.is(EXTENSIONS)) {
        return Extensions.of(field);
      }
    }
    return Extensions.NONE;
  }
}
