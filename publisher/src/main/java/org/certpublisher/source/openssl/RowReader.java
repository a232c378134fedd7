package org.certpublisher.source.openssl;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.x509.CertificateParser;
import org.certpublisher.cert.x509.MalformedCertificateException;
import org.certpublisher.source.CertificateSource;
import org.certpublisher.source.Severity;
import org.certpublisher.source.SourceException;
import org.certpublisher.source.SourceFinding;
import org.certpublisher.source.file.BoundedFile;
import org.jspecify.annotations.Nullable;

/**
 * Finds the certificate of each row. Files are read by all processors, a few hundred at a time; the
 * sink is called by one. A row of an expired certificate may be without its file: some clean up,
 * and what has expired is withdrawn by its own date.
 */
final class RowReader {
  private static final int BATCH = 256;
  private static final int TOLERATED = 10;
  private static final int TOLERATED_PERCENT = 5;
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private final OpenSslSettings settings;
  private final Layout layout;
  private final CertificateSource.Sink sink;
  private final Instant now;
  private final Revocation good;
  private final List<Unread> unread = new ArrayList<>();

  RowReader(OpenSslSettings settings, Layout layout, CertificateSource.Sink sink, Instant now) {
    this.settings = settings;
    this.layout = layout;
    this.sink = sink;
    this.now = now;
    this.good = Revocation.good(String.valueOf(settings.database().getFileName()));
  }

  /**
   * A row and what came of it: its certificate, or the problem; neither where no file was found.
   */
  private record Outcome(
      IndexRow row, PemFile file, @Nullable Certificate certificate, String problem) {
    boolean isAbsent() {
      return certificate == null && problem.isEmpty();
    }
  }

  /** A row without its certificate. */
  private record Unread(IndexRow row, PemFile file, String problem) {}

  void read(IndexFile.Reading reading) throws SourceException {
    List<IndexRow> rows = reading.index().rows();
    List<IndexRow> absent = settle(searched(readAll(rows)), reading.changed());
    for (IndexRow row : absent) {
      unread.add(new Unread(row, layout.candidates(row.serial()).get(0), "it is not there"));
    }
    judge(rows);
    for (Unread one : unread) {
      sink.unreadable(finding(one));
    }
  }

  /** Reads the rows' files; gives back the rows for which none was found. */
  private List<IndexRow> readAll(List<IndexRow> rows) {
    List<IndexRow> absent = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += BATCH) {
      rows.subList(from, Math.min(rows.size(), from + BATCH)).parallelStream()
          .map(row -> load(row, layout.candidates(row.serial())))
          .toList()
          .forEach(outcome -> take(outcome, absent));
    }
    return absent;
  }

  private void take(Outcome outcome, List<IndexRow> absent) {
    if (outcome.isAbsent()) {
      absent.add(outcome.row());
    } else if (outcome.certificate() == null) {
      unread.add(new Unread(outcome.row(), outcome.file(), outcome.problem()));
    } else {
      Revocation revocation = outcome.row().revocation();
      sink.certificate(
          outcome.certificate(), revocation == null ? good : revocation, outcome.file());
    }
  }

  private static Outcome load(IndexRow row, List<PemFile> candidates) {
    PemFile first = candidates.get(0);
    for (PemFile file : candidates) {
      try {
        Certificate certificate = CertificateParser.parse(file.read());
        BigInteger serial = certificate.issuance().serialNumber();
        return serial.equals(row.serialNumber())
            ? new Outcome(row, file, certificate, "")
            : new Outcome(
                row,
                file,
                null,
                "its certificate has the serial number " + certificate.summary().serialHex());
      } catch (NoSuchFileException e) {
        // The next candidate may be there.
      } catch (IOException e) {
        return new Outcome(row, file, null, "it cannot be read: " + BoundedFile.reason(e));
      } catch (PemFile.NoCertificateException e) {
        return new Outcome(row, file, null, String.valueOf(e.getMessage()));
      } catch (MalformedCertificateException e) {
        return new Outcome(row, file, null, "its certificate does not parse: " + e.getMessage());
      }
    }
    return new Outcome(row, first, null, "");
  }

  /** Looks for the rows' certificates under other names. */
  private List<IndexRow> searched(List<IndexRow> rows) throws SourceException {
    if (rows.isEmpty()) {
      return rows;
    }
    Map<BigInteger, IndexRow> wanted = new HashMap<>();
    rows.forEach(row -> wanted.put(row.serialNumber(), row));
    Map<BigInteger, PemFile> found = layout.search(wanted.keySet());
    List<IndexRow> absent = new ArrayList<>();
    for (IndexRow row : rows) {
      PemFile file = found.get(row.serialNumber());
      take(
          file == null
              ? new Outcome(row, layout.candidates(row.serial()).get(0), null, "")
              : load(row, List.of(file)),
          absent);
    }
    return absent;
  }

  /**
   * Row and file do not appear in one step: a database that has just changed is given two seconds.
   */
  private List<IndexRow> settle(List<IndexRow> rows, Instant changed) {
    Duration left = Duration.between(now, changed.plus(SETTLED));
    Patience patience = new Patience(left);
    List<IndexRow> absent = rows;
    while (!absent.isEmpty() && patience.pause()) {
      absent = readAll(absent);
    }
    return absent;
  }

  /** Whether so many rows are without their certificate that the files cannot be the right ones. */
  private void judge(List<IndexRow> rows) throws SourceException {
    if (!rows.isEmpty() && unread.size() == rows.size()) {
      throw new SourceException(
          settings.database()
              + " has "
              + rows.size()
              + " rows, but "
              + settings.certificates()
              + " has the certificate of none of them (line "
              + unread.get(0).row().line()
              + ": "
              + unread.get(0).file()
              + ", "
              + unread.get(0).problem()
              + "). Check the path and that its file system is mounted.");
    }
    long living = rows.stream().filter(this::isUnexpired).count();
    List<Unread> missing = unread.stream().filter(one -> isUnexpired(one.row())).toList();
    if (missing.size() > TOLERATED && missing.size() * 100L > living * TOLERATED_PERCENT) {
      throw new SourceException(
          settings.certificates()
              + " lacks the certificates of "
              + missing.size()
              + " of "
              + living
              + " unexpired rows of "
              + settings.database()
              + " (first: line "
              + missing.get(0).row().line()
              + ", "
              + missing.get(0).file()
              + ", "
              + missing.get(0).problem()
              + "). Put the files back; up to "
              + TOLERATED_PERCENT
              + " % or "
              + TOLERATED
              + " may be missing.");
    }
  }

  private boolean isUnexpired(IndexRow row) {
    return !now.isAfter(row.expires());
  }

  private SourceFinding finding(Unread one) {
    return new SourceFinding(
        isUnexpired(one.row()) ? Severity.WARNING : Severity.INFO,
        one.file().toString(),
        "expected the certificate of serial number "
            + one.row().serial()
            + " ("
            + settings.database()
            + " line "
            + one.row().line()
            + "), but "
            + one.problem()
            + ". Put the certificate there.");
  }
}
