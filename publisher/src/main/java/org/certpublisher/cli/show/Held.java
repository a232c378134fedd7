package org.certpublisher.cli.show;

import java.util.ArrayList;
import java.util.List;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.x509.CertificateParser;
import org.certpublisher.cert.x509.MalformedCertificateException;
import org.certpublisher.cms.MalformedSmimeException;
import org.certpublisher.cms.SmimeDecoder;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.HeldCertificate;
import org.certpublisher.directory.StoredValue;

/**
 * The values of an entry.
 *
 * @param readable those that hold a certificate
 * @param unreadable those that do not
 */
record Held(List<HeldCertificate> readable, List<StoredValue> unreadable) {
  static Held of(DirectoryEntry entry) {
    List<HeldCertificate> readable = new ArrayList<>();
    List<StoredValue> unreadable = new ArrayList<>();
    for (StoredValue value : entry.values()) {
      List<CertificateSummary> found = decoded(value);
      found.forEach(
          one -> readable.add(new HeldCertificate(value.attribute(), value.description(), one)));
      if (found.isEmpty()) {
        unreadable.add(value);
      }
    }
    return new Held(readable, unreadable);
  }

  private static List<CertificateSummary> decoded(StoredValue value) {
    try {
      return value.attribute() == CertificateAttribute.USER_CERTIFICATE
          ? List.of(CertificateParser.parse(value.bytes()).summary())
          : SmimeDecoder.decode(value.bytes()).leafCertificate().stream()
              .map(one -> one.summary())
              .toList();
    } catch (MalformedCertificateException | MalformedSmimeException e) {
      return List.of(); // told as unreadable
    }
  }

  List<CertificateSummary> summaries() {
    return readable.stream().map(HeldCertificate::certificate).toList();
  }
}
