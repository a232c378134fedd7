package org.certpublisher.source;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.certpublisher.cert.Sha256;

/**
 * One issue of a revocation list. The numbers of a list only go up, per issuer's key and scope (RFC
 * 5280, section 5.2.3): an older issue after a newer one is an old copy, or a CA that was restored.
 *
 * @param list which list it is: its issuer's key and its scope
 * @param name as people read it: "CRL number 7 of /srv/ca/ca.crl"
 * @param number its CRL number, where it has one
 * @param made its thisUpdate
 */
public record Edition(Sha256 list, String name, Optional<BigInteger> number, Instant made) {
  /** By number where both have one, else and for equal numbers by date. */
  public boolean isOlderThan(Edition other) {
    int order =
        number.isPresent() && other.number.isPresent()
            ? number.get().compareTo(other.number.get())
            : 0;
    return order < 0 || (order == 0 && made.isBefore(other.made));
  }
}
