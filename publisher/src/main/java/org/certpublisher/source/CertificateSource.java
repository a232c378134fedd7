package org.certpublisher.source;

import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Revocation;

/**
 * What one CA has issued. A read is complete or it fails: an absent folder, a truncated database or
 * a lost connection is a {@link SourceException}, never a shorter list.
 */
public interface CertificateSource {
  /** Gives every certificate, in any order, to the sink, from the calling thread. */
  void read(Sink sink) throws SourceException;

  /** The source as a person would name it, for example {@code openssl /srv/ca/index.txt}. */
  String describe();

  /** Receives what a source holds. */
  interface Sink {
    /**
     * One issued certificate.
     *
     * @param revocation what the source itself says of its status
     * @param location where its DER can be read again
     */
    void certificate(Certificate certificate, Revocation revocation, DerLocation location);

    /**
     * A file or row in which a certificate was expected and could not be read. Its {@code where} is
     * what {@link DerLocation} would print: one that was readable at the last good read fails the
     * inventory.
     */
    void unreadable(SourceFinding finding);

    /** Anything else about one item that did not end the reading. */
    void finding(SourceFinding finding);
  }
}
