package org.certpublisher.source.openssl;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.certpublisher.source.CollectingSink;
import org.certpublisher.source.SourceException;
import org.certpublisher.testing.OpenSslCa;

/** A CA that the real {@code openssl ca} keeps, and its reading. */
final class OpenSslReading {
  private OpenSslReading() {}

  static OpenSslCa ca(Path folder) {
    return OpenSslCa.create(folder.resolve("ca"), OpenSslCa.Key.P256);
  }

  /** The source an hour from now: whatever the CA wrote has settled. */
  static OpenSslSource source(OpenSslCa ca) {
    Clock later = Clock.fixed(Instant.now().plus(Duration.ofHours(1)), ZoneOffset.UTC);
    return new OpenSslSource(new OpenSslSettings(ca.database(), ca.certificates()), later);
  }

  static CollectingSink read(OpenSslCa ca) throws SourceException {
    return CollectingSink.of(source(ca));
  }
}
