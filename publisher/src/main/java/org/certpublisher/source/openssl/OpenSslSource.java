package org.certpublisher.source.openssl;

import java.time.Clock;
import org.certpublisher.source.CertificateSource;
import org.certpublisher.source.Severity;
import org.certpublisher.source.SourceException;
import org.certpublisher.source.SourceFinding;

/**
 * The database of {@code openssl ca}, of Easy-RSA, and of whatever keeps the same index.txt. The
 * database says what was issued and revoked, the files hold the certificates; both are read in full
 * every time, because rows are edited anywhere in the file.
 */
public final class OpenSslSource implements CertificateSource {
  private final OpenSslSettings settings;
  private final Clock clock;

  /** A source that takes the time from the system. */
  public OpenSslSource(OpenSslSettings settings) {
    this(settings, Clock.systemUTC());
  }

  /**
   * A source with its own clock, by which it tells rows that are just being written and rows of
   * expired certificates.
   */
  public OpenSslSource(OpenSslSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void read(Sink sink) throws SourceException {
    Layout layout = Layout.find(settings.certificates());
    IndexFile.Reading reading = new IndexFile(settings.database()).read();
    for (Index.Remark remark : reading.index().remarks()) {
      sink.finding(
          new SourceFinding(
              Severity.WARNING,
              settings.database() + ":" + remark.line(),
              "the row " + remark.text() + "."));
    }
    new RowReader(settings, layout, sink, clock.instant()).read(reading);
  }

  @Override
  public String describe() {
    return "openssl " + settings.database();
  }
}
