package org.certpublisher.plan;

import org.certpublisher.source.Severity;

/**
 * What is true of one certificate and one entry. The order is the order of judgement: the first
 * that holds wins.
 */
public enum State {
  /** The value in the directory does not parse. Never touched. */
  UNREADABLE(Severity.WARNING),
  /**
   * No configured authority's key verifies its signature; impostors that bear our issuer's name
   * included. Never touched.
   */
  FOREIGN(Severity.INFO),
  /** Ours, but the publication does not select it (template, policy). Never touched. */
  UNMANAGED(Severity.INFO),
  /** A source says revoked. Withdrawn. */
  REVOKED(Severity.INFO),
  /** A source says on hold. Withdrawn; published again when the hold is lifted. */
  ON_HOLD(Severity.INFO),
  /** notAfter has passed. Withdrawn by policy, after the grace; needs no CRL. */
  EXPIRED(Severity.INFO),
  /** A configured revocation source is missing or stale. Neither published nor withdrawn. */
  REVOCATION_UNKNOWN(Severity.ERROR),
  /** notBefore is ahead. Waits. */
  NOT_YET_VALID(Severity.INFO),
  /** No mailbox, cannot encrypt, too large, or no room. Not published; left alone if there. */
  UNSUITABLE(Severity.INFO),
  /** A mailbox of it finds several entries, none exactly one. Nothing is written. */
  AMBIGUOUS(Severity.WARNING),
  /** No mailbox of it finds any entry. Nothing is written. */
  NO_ENTRY(Severity.INFO),
  /** Another one is preferred for its mailboxes. Withdrawn if there, unless policy keeps all. */
  SUPERSEDED(Severity.INFO),
  /** Ours and in the entry, absent from a complete inventory. Withdrawn only if policy says so. */
  UNKNOWN(Severity.WARNING),
  /** Should be there and is not, or not in both attributes. Published. */
  MISSING(Severity.INFO),
  /** There, in both attributes. */
  PUBLISHED(Severity.INFO),
  /**
   * A userSMIMECertificate value whose certificate is expired, revoked, superseded or not ours,
   * beside a good userCertificate: Outlook reads it first. Ours is rewritten, others are reported.
   */
  SHADOWED(Severity.ERROR),
  /** The server refused this entry for rights. Tried again daily. */
  NOT_PERMITTED(Severity.WARNING);

  private final Severity severity;

  State(Severity severity) {
    this.severity = severity;
  }

  /** How much it matters when it is reported. */
  public Severity severity() {
    return severity;
  }
}
