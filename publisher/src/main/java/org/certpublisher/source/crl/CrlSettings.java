package org.certpublisher.source.crl;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Authority;

/**
 * Where an authority's CRLs are.
 *
 * @param locations {@code file:} URIs, http and https addresses; several may be copies of one CRL,
 *     its parts, or the CRLs of several keys
 * @param maxAge how old a CRL may be, even before its nextUpdate; needed where it has none
 * @param authority whose keys must have signed them
 */
public record CrlSettings(List<URI> locations, Optional<Duration> maxAge, Authority authority) {
  /** Copies its collection. */
  public CrlSettings {
    locations = List.copyOf(locations);
  }
}
