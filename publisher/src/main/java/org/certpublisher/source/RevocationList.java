package org.certpublisher.source;

import java.time.Instant;
import java.util.Optional;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Sha256;

/**
 * A certificate revocation list as it is published (RFC 5280, section 5).
 *
 * @param der all of it, byte for byte
 * @param edition which issue of which list it is
 * @param issuer the issuer for people
 * @param signer the SHA-256 of the key of ours that signed it; empty when none did
 * @param nextUpdate when the next one is due
 */
public record RevocationList(
    Der der,
    Kind kind,
    Edition edition,
    String issuer,
    Optional<Sha256> signer,
    Optional<Instant> nextUpdate) {
  /** For what it is complete. */
  public enum Kind {
    /** For everything in its scope. */
    COMPLETE,
    /** For CA certificates only (RFC 5280, section 5.2.5). */
    AUTHORITIES,
    /** For nothing: it has the changes since its base (RFC 5280, section 5.2.4). */
    DELTA
  }

  /** Reads a value of a directory; gives nothing when it is no list. */
  @FunctionalInterface
  public interface Reader {
    /** The list, whoever signed it. */
    Optional<RevocationList> read(Der value);
  }
}
