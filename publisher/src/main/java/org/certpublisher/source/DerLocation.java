package org.certpublisher.source;

import org.certpublisher.cert.Der;

/**
 * Where a certificate's DER can be read again. The inventory keeps this instead of the bytes; its
 * {@code toString} names the place for people.
 */
public interface DerLocation {
  /**
   * Reads the certificate again; the caller compares its SHA-256, for the file may have changed.
   */
  Der load() throws SourceException;
}
