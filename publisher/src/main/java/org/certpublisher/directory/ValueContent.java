package org.certpublisher.directory;

import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.x509.CertificateParser;
import org.certpublisher.cert.x509.MalformedCertificateException;
import org.certpublisher.cms.MalformedSmimeException;
import org.certpublisher.cms.SmimeDecoder;
import org.certpublisher.cms.SmimeValue;

/**
 * A value by its content.
 *
 * @param leaf the certificate it is about
 * @param all every certificate in it that is no CA's
 * @param smime empty for userCertificate
 */
public record ValueContent(Certificate leaf, List<Certificate> all, Optional<SmimeValue> smime) {
  /** Copies its collection. */
  public ValueContent {
    all = List.copyOf(all);
  }

  /** Parses a value of an attribute of people; empty when it cannot be read or has no leaf. */
  public static Optional<ValueContent> of(CertificateAttribute attribute, Der bytes) {
    try {
      if (attribute != CertificateAttribute.USER_SMIME_CERTIFICATE) {
        Certificate certificate = CertificateParser.parse(bytes);
        return Optional.of(new ValueContent(certificate, List.of(certificate), Optional.empty()));
      }
      SmimeValue value = SmimeDecoder.decode(bytes);
      return value
          .leafCertificate()
          .map(leaf -> new ValueContent(leaf, value.leaves(), Optional.of(value)));
    } catch (MalformedCertificateException | MalformedSmimeException e) {
      return Optional.empty();
    }
  }

  /** Parses a value as the directory holds it. */
  public static Optional<ValueContent> of(StoredValue value) {
    return of(value.attribute(), value.bytes());
  }

  /** The identity of what a value holds; one that is no S/MIME value is not parsed for it. */
  public static Optional<Sha256> identity(StoredValue value) {
    return value.attribute() == CertificateAttribute.USER_SMIME_CERTIFICATE
        ? of(value).map(content -> content.leaf().sha256())
        : Optional.of(value.bytes().sha256());
  }
}
