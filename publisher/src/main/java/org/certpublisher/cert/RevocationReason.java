package org.certpublisher.cert;

import java.util.Locale;
import java.util.Optional;

/** Why a certificate was revoked (RFC 5280, section 5.3.1). */
public enum RevocationReason {
  /** No reason given; also where a source has a word that RFC 5280 does not know. */
  UNSPECIFIED(0, "unspecified"),
  /** The holder's private key is, or may be, known to others. */
  KEY_COMPROMISE(1, "keyCompromise"),
  /** The CA's own key is, or may be, known to others. */
  CA_COMPROMISE(2, "cACompromise"),
  /** The name or another fact in the certificate changed. */
  AFFILIATION_CHANGED(3, "affiliationChanged"),
  /** Another certificate took its place. */
  SUPERSEDED(4, "superseded"),
  /** No longer needed for what it was issued for. */
  CESSATION_OF_OPERATION(5, "cessationOfOperation"),
  /** Suspended: the only reason that can be lifted. */
  CERTIFICATE_HOLD(6, "certificateHold"),
  // 7 is not used.
  /** On a delta CRL: no longer revoked. */
  REMOVE_FROM_CRL(8, "removeFromCRL"),
  /** A privilege in the certificate was withdrawn. */
  PRIVILEGE_WITHDRAWN(9, "privilegeWithdrawn"),
  /** The attribute authority's key is, or may be, known to others. */
  AA_COMPROMISE(10, "aACompromise");

  private final int code;
  private final String word;

  RevocationReason(int code, String word) {
    this.code = code;
    this.word = word;
  }

  /** The CRLReason number. */
  public int code() {
    return code;
  }

  /** The name in RFC 5280, for example {@code keyCompromise}. */
  public String word() {
    return word;
  }

  /** The reason of a CRLReason number, if there is one. */
  public static Optional<RevocationReason> ofCode(int code) {
    for (RevocationReason reason : values()) {
      if (reason.code == code) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }

  /** The reason of an RFC 5280 name in any case ({@code CACompromise} as OpenSSL writes it too). */
  public static Optional<RevocationReason> ofWord(String word) {
    String wanted = word.strip().toLowerCase(Locale.ROOT);
    for (RevocationReason reason : values()) {
      if (reason.word.toLowerCase(Locale.ROOT).equals(wanted)) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }
}
