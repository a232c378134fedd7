package org.certpublisher.client;

import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.EncryptionUse.Note;
import org.certpublisher.cert.Mailbox;

/** One thing that a client demands of a certificate before it encrypts to it. */
enum Demand {
  STARTED("it is not valid yet"),
  NOT_EXPIRED("it has expired"),
  NO_CA(Note.CA.text()),
  /** A kind of key that can take a content key at all. */
  ENCRYPTABLE_KEY(Note.KEY_CANNOT_ENCRYPT.text()),
  RSA("its key is EC"),
  /** keyUsage, where it is there, has keyEncipherment, or keyAgreement for EC. */
  ENCRYPTION_USAGE(Note.SIGNING_ONLY.text()),
  KEY_USAGE(Note.NO_KEY_USAGE.text()),
  /** extendedKeyUsage, where it is there, has emailProtection or any. */
  MAIL_PURPOSE(Note.NOT_FOR_MAIL.text()),
  /** extendedKeyUsage is not only any: neither OpenSSL 3.0 nor NSS takes that for S/MIME. */
  NOT_ANY_PURPOSE("its extended key usage is only 'any'"),
  MAIL_PURPOSE_BY_NAME("its extended key usage does not name emailProtection"),
  ADDRESS("it does not name this address"),
  ADDRESS_AS_WRITTEN("it does not name this address in the same case"),
  ISSUER_KNOWN("the CA that issued it is not installed in the client"),
  ISSUER_FOUND(
      "the CA that issued it is neither installed in the client nor in cACertificate at its DN");

  private final String refusal;

  Demand(String refusal) {
    this.refusal = refusal;
  }

  /** What the client holds against a certificate that is not as demanded, as half a sentence. */
  String refusal() {
    return refusal;
  }

  /** Whether the certificate is as demanded. */
  boolean isMet(CertificateSummary one, LookUp at) {
    return switch (this) {
      case STARTED -> !one.validity().isAhead(at.now());
      case NOT_EXPIRED -> one.validity().isAhead(at.now()) || one.validity().contains(at.now());
      case NO_CA -> !has(one, Note.CA);
      case ENCRYPTABLE_KEY -> !has(one, Note.KEY_CANNOT_ENCRYPT);
      case RSA -> !has(one, Note.KEY_AGREEMENT_ONLY);
      case ENCRYPTION_USAGE -> !has(one, Note.SIGNING_ONLY);
      case KEY_USAGE -> !has(one, Note.NO_KEY_USAGE);
      case MAIL_PURPOSE -> !has(one, Note.NOT_FOR_MAIL);
      case NOT_ANY_PURPOSE -> !has(one, Note.ANY_EXTENDED_KEY_USAGE_ONLY);
      case MAIL_PURPOSE_BY_NAME -> namesMail(one);
      case ADDRESS -> names(one, at.mailbox(), false);
      case ADDRESS_AS_WRITTEN -> names(one, at.mailbox(), true);
      case ISSUER_KNOWN -> at.issuers() == Issuers.KNOWN;
      case ISSUER_FOUND -> at.issuers() != Issuers.UNKNOWN;
    };
  }

  private static boolean has(CertificateSummary one, Note note) {
    return one.encryption().notes().contains(note);
  }

  private static boolean namesMail(CertificateSummary one) {
    return !has(one, Note.NOT_FOR_MAIL)
        && !has(one, Note.NO_EXTENDED_KEY_USAGE)
        && !has(one, Note.ANY_EXTENDED_KEY_USAGE_ONLY);
  }

  private static boolean names(CertificateSummary one, Mailbox mailbox, boolean sameCase) {
    for (Mailbox named : one.mailboxes()) {
      if (sameCase ? named.address().equals(mailbox.address()) : named.matches(mailbox)) {
        return true;
      }
    }
    return false;
  }
}
