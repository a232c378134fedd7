package org.certpublisher.client;

import java.util.List;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.HeldCertificate;

/** Where a client looks for certificates in the answer of the server. */
enum Source {
  /** The description that RFC 4523, section 2.1 demands, compared whole, in any case. */
  BINARY_CERTIFICATE("userCertificate;binary", CertificateAttribute.USER_CERTIFICATE) {
    @Override
    boolean has(HeldCertificate one) {
      return one.description().equalsIgnoreCase(title());
    }
  },
  /** Under any option. */
  CERTIFICATE("userCertificate", CertificateAttribute.USER_CERTIFICATE),
  /** Under any option. */
  SMIME_CERTIFICATE("userSMIMECertificate", CertificateAttribute.USER_SMIME_CERTIFICATE);

  private final String title;
  private final CertificateAttribute attribute;

  Source(String title, CertificateAttribute attribute) {
    this.title = title;
    this.attribute = attribute;
  }

  /** As a person reads it. */
  String title() {
    return title;
  }

  /** Whether the client sees it. */
  boolean has(HeldCertificate one) {
    return one.attribute() == attribute;
  }

  /** Whether there is anything in it. */
  boolean isIn(List<HeldCertificate> values) {
    for (HeldCertificate one : values) {
      if (has(one)) {
        return true;
      }
    }
    return false;
  }

  /** What the client sees, in the order of the server. */
  List<CertificateSummary> of(List<HeldCertificate> values) {
    return values.stream().filter(this::has).map(HeldCertificate::certificate).toList();
  }

  /** Why it sees nothing. */
  String absence(List<HeldCertificate> values) {
    boolean otherwiseNamed =
        values.stream().anyMatch(one -> one.attribute() == attribute && !has(one));
    return otherwiseNamed
        ? "the server names it "
            + attribute.ldapName()
            + " without ;binary, and it asks for nothing else"
        : "there is no " + attribute.ldapName();
  }
}
