package org.certpublisher.source.crl;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.certpublisher.cert.authority.Authority;

/**
 * Where one CRL of an authority is.
 *
 * @param location a {@code file:} URI, or an http or https address
 * @param maxAge how old it may be, even before its nextUpdate; needed where it has none
 * @param authority whose keys must have signed it
 */
public record CrlSettings(URI location, Optional<Duration> maxAge, Authority authority) {}
