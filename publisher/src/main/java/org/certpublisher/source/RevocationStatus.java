package org.certpublisher.source;

import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Revocation;

/** What a revocation source said when it was read. */
public interface RevocationStatus {
  /** Whether the source could be read and is fresh; otherwise every answer is UNKNOWN or worse. */
  boolean isUsable();

  /**
   * What it says of a certificate: revoked, on hold, good, or unknown where the source is not
   * usable or does not cover the certificate.
   */
  Revocation of(Certificate certificate);

  /** What was used, as {@code show} prints it: "CRL number 7 of …, next update …". */
  String describe();

  /** What is wrong with it, or with single entries of it. */
  List<SourceFinding> findings();

  /** Which issue of its list it is, if it comes in issues. */
  default Optional<Edition> edition() {
    return Optional.empty();
  }

  /** The list itself, if it is one that may be published. */
  default Optional<RevocationList> list() {
    return Optional.empty();
  }
}
