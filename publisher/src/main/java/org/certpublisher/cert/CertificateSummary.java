package org.certpublisher.cert;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What is kept in memory of a certificate: identity, mailboxes, dates, use. Its DER is not, so that
 * memory does not grow with the size of certificates.
 */
public record CertificateSummary(
    Sha256 sha256,
    BigInteger serialNumber,
    Names names,
    Validity validity,
    EncryptionUse encryption,
    Usage.Selectors selectors) {

  /** Subject and issuer for people, and the mailboxes. */
  public record Names(String subject, String issuer, List<Mailbox> mailboxes) {
    /** Copies its collection. */
    public Names {
      mailboxes = List.copyOf(mailboxes);
    }
  }

  /** Every mailbox of the certificate. */
  public List<Mailbox> mailboxes() {
    return names.mailboxes();
  }

  /** The last instant at which it is valid. */
  public Instant notAfter() {
    return validity.notAfter();
  }

  /**
   * The serial number in upper-case hexadecimal with an even number of digits, as OpenSSL has it.
   */
  public String serialHex() {
    String hex = serialNumber.abs().toString(16).toUpperCase(Locale.ROOT);
    String even = hex.length() % 2 == 0 ? hex : "0" + hex;
    return serialNumber.signum() < 0 ? "-" + even : even;
  }
}
