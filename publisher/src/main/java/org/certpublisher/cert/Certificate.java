package org.certpublisher.cert;

import java.util.List;
import java.util.Objects;

/**
 * An X.509 certificate (RFC 5280): its bytes and what they say. Two are the same when their bytes
 * are. Made by {@code x509.CertificateParser} only.
 */
public record Certificate(
    Der der,
    Issuance issuance,
    Subject subject,
    Validity validity,
    PublicKey publicKey,
    Usage usage) {

  /** SHA-256 of the DER: the certificate's identity. */
  public Sha256 sha256() {
    return der.sha256();
  }

  /** Whether issuer and subject are the same bytes: a root, or a self-signed one. */
  public boolean isSelfIssued() {
    return issuance.issuer().equals(subject.name());
  }

  /** The facts that are kept for every certificate. */
  public CertificateSummary summary() {
    return new CertificateSummary(
        sha256(),
        issuance.serialNumber(),
        new CertificateSummary.Names(
            subject.text(), issuance.text(), subject.mailboxes(), List.of()),
        validity,
        EncryptionUse.of(this),
        usage.selectors());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Certificate c && der.equals(c.der);
  }

  @Override
  public int hashCode() {
    return Objects.hash(der);
  }

  /** Serial number, subject and issuer; never the body. */
  @Override
  public String toString() {
    return issuance.serialNumber().toString(16) + " of " + subject.text();
  }
}
