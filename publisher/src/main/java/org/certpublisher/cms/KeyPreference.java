package org.certpublisher.cms;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.asn1.Asn1Element;
import org.certpublisher.cert.asn1.MalformedAsn1Exception;

/**
 * The signed attribute by which a signer names the certificate to encrypt to:
 * SMIMEEncryptionKeyPreference (RFC 8551, section 2.5.3), or Microsoft's own, which Outlook writes
 * beside it.
 */
final class KeyPreference {
  static final String STANDARD = "1.2.840.113549.1.9.16.2.11";
  static final String MICROSOFT = "1.3.6.1.4.1.311.16.4";

  private static final int SIGNED_ATTRIBUTES = 0xa0;
  private static final int ISSUER_AND_SERIAL = 0xa0;
  private static final int RECIPIENT_KEY_ID = 0xa1;
  private static final int SUBJECT_KEY_ID = 0x82;

  private KeyPreference() {}

  /** The certificate that the first signer with a preference names, if it is among them. */
  static Optional<Certificate> find(List<Asn1Element> signers, List<Certificate> certificates) {
    for (String type : List.of(STANDARD, MICROSOFT)) {
      for (Asn1Element signer : signers) {
        Optional<Certificate> named = named(signer, type, certificates);
        if (named.isPresent()) {
          return named;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Certificate> named(
      Asn1Element signer, String type, List<Certificate> certificates) {
    try {
      Optional<Asn1Element> value = value(signer, type);
      return value.isPresent() ? match(value.get(), certificates) : Optional.empty();
    } catch (MalformedAsn1Exception e) {
      return Optional.empty(); // a broken preference prefers nothing
    }
  }

  private static Optional<Asn1Element> value(Asn1Element signer, String type)
      throws MalformedAsn1Exception {
    for (Asn1Element field : signer.children()) {
      if (field.is(SIGNED_ATTRIBUTES)) {
        for (Asn1Element attribute : field.children()) {
          List<Asn1Element> parts = attribute.children();
          if (parts.size() == 2 && parts.get(0).objectIdentifier().equals(type)) {
            return parts.get(1).children().stream().findFirst();
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Certificate> match(Asn1Element value, List<Certificate> certificates)
      throws MalformedAsn1Exception {
    Predicate<Certificate> wanted =
        switch (value.tag()) {
          case Asn1Element.SEQUENCE, ISSUER_AND_SERIAL -> issuedAs(value.children());
          case RECIPIENT_KEY_ID -> hasKeyId(value.children().stream().findFirst());
          case SUBJECT_KEY_ID -> hasKeyId(Optional.of(value));
          default -> c -> false;
        };
    return certificates.stream().filter(wanted).findFirst();
  }

  private static Predicate<Certificate> issuedAs(List<Asn1Element> parts)
      throws MalformedAsn1Exception {
    if (parts.size() != 2) {
      return c -> false;
    }
    Der issuer = Der.wrap(parts.get(0).encoded());
    var serial = parts.get(1).expect(Asn1Element.INTEGER, "a serial number").integer();
    return c -> c.issuance().serialNumber().equals(serial) && c.issuance().issuer().equals(issuer);
  }

  private static Predicate<Certificate> hasKeyId(Optional<Asn1Element> element) {
    Optional<Der> id = element.map(e -> Der.wrap(e.contentBytes()));
    return c -> id.isPresent() && c.publicKey().subjectKeyId().equals(id.get());
  }
}
