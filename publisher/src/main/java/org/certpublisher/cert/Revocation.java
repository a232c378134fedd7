package org.certpublisher.cert;

import java.time.Instant;

/**
 * What is known of a certificate's revocation, and from whom.
 *
 * @param status what is known
 * @param reason why it was revoked; {@code UNSPECIFIED} where none was given or it is not revoked
 * @param at when it was revoked; {@link Instant#EPOCH} where that is not known or it is not revoked
 * @param by which source said so, as a person would name it ("index.txt line 12", "CRL number 7 of
 *     …"); for {@code UNKNOWN} why nothing is known
 */
public record Revocation(Status status, RevocationReason reason, Instant at, String by) {
  /** What a source can say. */
  public enum Status {
    /** Asked and not revoked. */
    GOOD,
    /** Revoked for good. */
    REVOKED,
    /** Suspended; may be lifted. */
    ON_HOLD,
    /** A configured source is missing or stale: neither publish nor withdraw. */
    UNKNOWN
  }

  /** Not revoked, according to the source named. */
  public static Revocation good(String by) {
    return new Revocation(Status.GOOD, RevocationReason.UNSPECIFIED, Instant.EPOCH, by);
  }

  /** Nothing is known, and why. */
  public static Revocation unknown(String why) {
    return new Revocation(Status.UNKNOWN, RevocationReason.UNSPECIFIED, Instant.EPOCH, why);
  }

  /** Revoked, or on hold when that is the reason. */
  public static Revocation revoked(RevocationReason reason, Instant at, String by) {
    Status status = reason == RevocationReason.CERTIFICATE_HOLD ? Status.ON_HOLD : Status.REVOKED;
    return new Revocation(status, reason, at, by);
  }

  /**
   * Both opinions as one: revoked wins over on hold, on hold over unknown, unknown over good. Of
   * two that say the same, this one stays.
   */
  public Revocation and(Revocation other) {
    return rank(other.status) > rank(status) ? other : this;
  }

  private static int rank(Status status) {
    return switch (status) {
      case GOOD -> 0;
      case UNKNOWN -> 1;
      case ON_HOLD -> 2;
      case REVOKED -> 3;
    };
  }
}
