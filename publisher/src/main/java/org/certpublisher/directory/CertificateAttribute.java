package org.certpublisher.directory;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The attributes that are published: two of people, the others of certification authorities. */
public enum CertificateAttribute {
  /** One DER certificate a value (RFC 4523, section 4.1). */
  USER_CERTIFICATE("userCertificate"),
  /** One PKCS#7 SignedData a value (RFC 2798, section 2.8). */
  USER_SMIME_CERTIFICATE("userSMIMECertificate"),
  /** One DER certificate of the CA a value (RFC 4523, section 4.2). */
  CA_CERTIFICATE("cACertificate"),
  /** One complete CRL a value (RFC 4523, section 4.4). */
  CERTIFICATE_REVOCATION_LIST("certificateRevocationList"),
  /** One CRL of CA certificates only a value (RFC 4523, section 4.5). */
  AUTHORITY_REVOCATION_LIST("authorityRevocationList"),
  /** One delta CRL a value (RFC 4523, section 4.6). */
  DELTA_REVOCATION_LIST("deltaRevocationList");

  /** Those of people. */
  public static final Set<CertificateAttribute> PEOPLE =
      Collections.unmodifiableSet(EnumSet.of(USER_CERTIFICATE, USER_SMIME_CERTIFICATE));

  /** Those of certification authorities. */
  public static final Set<CertificateAttribute> AUTHORITIES =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.copyOf(PEOPLE)));

  private final String ldapName;

  CertificateAttribute(String ldapName) {
    this.ldapName = ldapName;
  }

  /** The name without options. Always by name: Active Directory has another OID for the second. */
  public String ldapName() {
    return ldapName;
  }
}
