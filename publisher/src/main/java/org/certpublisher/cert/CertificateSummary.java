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

  /**
   * Subject and issuer for people, and by what entries are found.
   *
   * @param keys what it says as a whole, when a rule of matching asks for more than mailboxes
   */
  public record Names(String subject, String issuer, List<Mailbox> mailboxes, List<MatchKey> keys) {
    /** Copies its collections. */
    public Names {
      mailboxes = List.copyOf(mailboxes);
      keys = List.copyOf(keys);
    }
  }

  /**
   * What an entry and a certificate both say when they belong together.
   *
   * @param rule the name of the rule of matching by which it is said
   * @param text in lower case
   */
  public record MatchKey(String rule, String text) {}

  /** Every mailbox of the certificate. */
  public List<Mailbox> mailboxes() {
    return names.mailboxes();
  }

  /** The same with what it says as a whole. */
  public CertificateSummary with(List<MatchKey> keys) {
    Names named = new Names(names.subject(), names.issuer(), names.mailboxes(), keys);
    return new CertificateSummary(sha256, serialNumber, named, validity, encryption, selectors);
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
