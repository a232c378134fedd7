package org.certpublisher.source.openssl;

import java.math.BigInteger;
import java.time.Instant;
import org.certpublisher.cert.Revocation;
import org.jspecify.annotations.Nullable;

/**
 * One row of index.txt: what the CA says of one serial number. Its subject is text for people and
 * not kept.
 *
 * @param line its line, from 1
 * @param serial its fourth column: upper-case hexadecimal, the name of the certificate's file
 * @param expires its second column: when the certificate expires
 * @param revocation its third column, of revoked rows only
 */
record IndexRow(int line, String serial, Instant expires, @Nullable Revocation revocation) {
  BigInteger serialNumber() {
    return new BigInteger(serial, 16);
  }

  boolean isRevoked() {
    return revocation != null;
  }

  /** Of two rows with one serial number: revoked wins over on hold, on hold over valid. */
  IndexRow and(IndexRow later) {
    if (revocation == null || later.revocation == null) {
      return later.revocation == null ? this : later;
    }
    return revocation.and(later.revocation).equals(revocation) ? this : later;
  }
}
