package org.certpublisher.cms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.EncryptionUse;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.asn1.Asn1Element;
import org.certpublisher.cert.asn1.MalformedAsn1Exception;
import org.certpublisher.cert.x509.CertificateParser;
import org.certpublisher.cert.x509.MalformedCertificateException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value of userSMIMECertificate in every form found in the wild: SignedData in BER or DER
 * with or without signer, content and CRLs; a bare certificate; Exchange's tag and length form. One
 * certificate that does not parse makes the value malformed, for what is not understood must not be
 * rewritten.
 */
public final class SmimeDecoder {
  private static final String SIGNED_DATA = "1.2.840.113549.1.7.2";
  private static final int EXPLICIT_0 = 0xa0;
  private static final int BLOCK_HEADER = 4;

  private SmimeDecoder() {}

  /** Decodes one value; signatures in it are not checked, its content is ignored (RFC 2798). */
  public static SmimeValue decode(Der value) throws MalformedSmimeException {
    int length = value.length();
    if (length == 0 || length > CertificateParser.MAX_BYTES) {
      throw new MalformedSmimeException("not a userSMIMECertificate value: " + length + " bytes");
    }
    try {
      return value.view()[0] == Asn1Element.SEQUENCE ? decodeAsn1(value) : decodeExchange(value);
    } catch (MalformedAsn1Exception | MalformedCertificateException e) {
      throw new MalformedSmimeException("not a userSMIMECertificate value: " + e.getMessage(), e);
    }
  }

  private static SmimeValue decodeAsn1(Der value)
      throws MalformedAsn1Exception, MalformedCertificateException {
    List<Asn1Element> parts = Asn1Element.readBer(value.view()).children();
    if (!parts.isEmpty() && parts.get(0).is(Asn1Element.SEQUENCE)) {
      List<Certificate> bare = List.of(CertificateParser.parse(value));
      return value(SmimeValue.Form.BARE_CERTIFICATE, bare, List.of());
    }
    if (parts.size() != 2
        || !parts.get(0).is(Asn1Element.OBJECT_IDENTIFIER)
        || !parts.get(0).objectIdentifier().equals(SIGNED_DATA)) {
      throw new MalformedAsn1Exception("neither PKCS#7 SignedData nor a certificate");
    }
    List<Asn1Element> inner = parts.get(1).expect(EXPLICIT_0, "the content").children();
    if (inner.size() != 1) {
      throw new MalformedAsn1Exception(inner.size() + " contents where PKCS#7 has 1");
    }
    return signedData(inner.get(0).expect(Asn1Element.SEQUENCE, "SignedData").children());
  }

  /** Version, digest algorithms, content, certificates [0], CRLs [1], signers. */
  private static SmimeValue signedData(List<Asn1Element> fields)
      throws MalformedAsn1Exception, MalformedCertificateException {
    if (fields.size() < 4) {
      throw new MalformedAsn1Exception(fields.size() + " fields where SignedData has 4 to 6");
    }
    List<Certificate> certificates = new ArrayList<>();
    for (Asn1Element field : fields.subList(3, fields.size())) {
      if (field.is(EXPLICIT_0)) {
        for (Asn1Element choice : field.children()) {
          if (choice.is(Asn1Element.SEQUENCE)) { // else an attribute certificate
            certificates.add(CertificateParser.parse(Der.wrap(choice.encoded())));
          }
        }
      }
    }
    List<Asn1Element> signers =
        fields.get(fields.size() - 1).expect(Asn1Element.SET, "the signers").children();
    return value(
        signers.isEmpty() ? SmimeValue.Form.CERTS_ONLY : SmimeValue.Form.SIGNED,
        certificates,
        signers);
  }

  /**
   * Blocks of tag and length, both 16 bits, least significant byte first; the length counts these
   * four bytes too (MS-OXOABK, section 2.2.4.36). Which tags hold certificates is not asked: the
   * value is only looked at.
   */
  private static SmimeValue decodeExchange(Der value) throws MalformedSmimeException {
    byte[] bytes = value.view();
    List<Certificate> certificates = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int length = at + BLOCK_HEADER <= bytes.length ? number(bytes, at + 2) : 0;
      if (length < BLOCK_HEADER || length > bytes.length - at) {
        throw new MalformedSmimeException(
            "not a userSMIMECertificate value: begins with neither PKCS#7 nor a certificate,"
                + " and Exchange's blocks break off at byte "
                + at);
      }
      byte[] block = Arrays.copyOfRange(bytes, at + BLOCK_HEADER, at + length);
      if (block.length > 0 && block[0] == Asn1Element.SEQUENCE) {
        certificate(block).ifPresent(certificates::add);
      }
      at += length;
    }
    return value(SmimeValue.Form.EXCHANGE, certificates, List.of());
  }

  private static int number(byte[] bytes, int at) {
    return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
  }

  private static Optional<Certificate> certificate(byte[] block) {
    try {
      return Optional.of(CertificateParser.parse(Der.wrap(block)));
    } catch (MalformedCertificateException e) {
      return Optional.empty(); // capabilities begin with the same byte
    }
  }

  private static SmimeValue value(
      SmimeValue.Form form, List<Certificate> certificates, List<Asn1Element> signers) {
    @Nullable Sha256 leaf =
        KeyPreference.find(signers, certificates)
            .or(() -> first(certificates, c -> EncryptionUse.of(c).canEncrypt()))
            .or(() -> first(certificates, c -> !c.usage().ca()))
            .map(Certificate::sha256)
            .orElse(null);
    return new SmimeValue(
        form, certificates, leaf, signers.stream().map(SmimeSignature::of).toList());
  }

  private static Optional<Certificate> first(
      List<Certificate> certificates, Predicate<Certificate> wanted) {
    return certificates.stream().filter(wanted).findFirst();
  }
}
