package org.certpublisher.directory;

/** The two attributes that hold an entry's certificates. */
public enum CertificateAttribute {
  /** One DER certificate a value (RFC 4523, section 4.1). */
  USER_CERTIFICATE("userCertificate"),
  /** One PKCS#7 SignedData a value (RFC 2798, section 2.8). */
  USER_SMIME_CERTIFICATE("userSMIMECertificate");

  private final String ldapName;

  CertificateAttribute(String ldapName) {
    this.ldapName = ldapName;
  }

  /** The name without options. Always by name: Active Directory has another OID for the second. */
  public String ldapName() {
    return ldapName;
  }
}
