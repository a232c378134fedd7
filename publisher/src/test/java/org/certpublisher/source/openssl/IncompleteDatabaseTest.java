package org.certpublisher.source.openssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.certpublisher.source.openssl.OpenSslReading.ca;
import static org.certpublisher.source.openssl.OpenSslReading.read;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.certpublisher.cert.Revocation;
import org.certpublisher.source.CollectingSink;
import org.certpublisher.source.Severity;
import org.certpublisher.source.SourceException;
import org.certpublisher.source.SourceFinding;
import org.certpublisher.testing.OpenSslCa;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows without files, files that are not right, and a CA whose folder is not all there. */
final class IncompleteDatabaseTest {
  @TempDir Path folder;

  @Test
  void aRowWithoutItsFileIsAFindingOnceTheDatabaseIsSettled() throws Exception {
    OpenSslCa ca = ca(folder);
    ca.issue("here@example.com");
    String gone = ca.issue("gone@example.com");
    Files.delete(ca.file(gone));
    CollectingSink sink = read(ca);
    assertThat(sink.mailboxes()).containsExactly("here@example.com");
    assertThat(sink.unreadable()).hasSize(1);
    SourceFinding finding = sink.unreadable().get(0);
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.where()).isEqualTo(ca.file(gone).toString());
    assertThat(finding.text()).contains(gone).contains("index.txt line 2").contains("not there");
  }

  @Test
  void aFileThatComesAMomentAfterItsRowIsTaken() throws Exception {
    OpenSslCa ca = ca(folder);
    ca.issue("here@example.com");
    String late = ca.issue("late@example.com");
    Path aside = folder.resolve("aside");
    Files.move(ca.file(late), aside);
    Files.setLastModifiedTime(ca.database(), FileTime.from(Instant.now()));
    CountDownLatch reading = new CountDownLatch(1);
    Clock clock = clockThatTells(reading);
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try {
      Future<?> written =
          writer.submit(
              () -> {
                reading.await();
                return Files.move(aside, ca.file(late), StandardCopyOption.ATOMIC_MOVE);
              });
      CollectingSink sink =
          CollectingSink.of(
              new OpenSslSource(new OpenSslSettings(ca.database(), ca.certificates()), clock));
      written.get();
      assertThat(sink.mailboxes()).containsExactly("here@example.com", "late@example.com");
      assertThat(sink.unreadable()).isEmpty();
    } finally {
      writer.shutdownNow();
    }
  }

  private static Clock clockThatTells(CountDownLatch reading) {
    return new Clock() {
      @Override
      public Instant instant() {
        reading.countDown();
        return Instant.now();
      }

      @Override
      public java.time.ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }
    };
  }

  @Test
  void aFileWithAnotherSerialNumberIsNeverUsed() throws Exception {
    OpenSslCa ca = ca(folder);
    String one = ca.issue("one@example.com");
    String two = ca.issue("two@example.com");
    ca.revoke(two);
    Files.copy(ca.file(one), ca.file(two), StandardCopyOption.REPLACE_EXISTING);
    CollectingSink sink = read(ca);
    assertThat(sink.mailboxes()).containsExactly("one@example.com");
    assertThat(sink.of(one).revocation().status()).isEqualTo(Revocation.Status.GOOD);
    assertThat(sink.unreadable().get(0).text()).contains("has the serial number " + one);
  }

  @Test
  void emptyNewcertsFailsTheReading() throws Exception {
    OpenSslCa ca = ca(folder);
    String serial = ca.issue("jane@example.com");
    Files.delete(ca.file(serial));
    assertFailed(ca, "has 1 rows", "the certificate of none of them", "is mounted");
  }

  @Test
  void elevenOfTwelveRowsWithoutCertificateFailTheReading() throws Exception {
    OpenSslCa ca = ca(folder);
    String serial = ca.issue("jane@example.com");
    List<String> rows = new ArrayList<>(ca.rows());
    for (int i = 0; i < 11; i++) {
      rows.add(rows.get(0).replace(serial, "00" + (10 + i)));
    }
    ca.edit(rows);
    assertFailed(ca, "lacks the certificates of 11 of 12 unexpired rows", "first: line 2");
    ca.edit(rows.subList(0, 11));
    assertThat(read(ca).unreadable()).hasSize(10);
  }

  @Test
  void rowsOfExpiredCertificatesMayBeWithoutTheirFiles() throws Exception {
    OpenSslCa ca = ca(folder);
    String serial = ca.issue("jane@example.com");
    List<String> rows = new ArrayList<>(ca.rows());
    for (int i = 0; i < 40; i++) {
      rows.add(
          "V\t200101000000Z\t\t"
              + rows.get(0).split("\t", -1)[3]
              + "FF"
              + (10 + i)
              + "\tunknown\t/");
    }
    ca.edit(rows);
    CollectingSink sink = read(ca);
    assertThat(sink.of(serial)).isNotNull();
    assertThat(sink.unreadable()).hasSize(40).allMatch(f -> f.severity() == Severity.INFO);
  }

  @Test
  void anAbsentIndexIsWaitedForAndThenFails() throws Exception {
    OpenSslCa ca = ca(folder);
    ca.issue("one@example.com");
    Files.delete(ca.database());
    long start = System.nanoTime();
    assertFailed(ca, "index.txt is not there", "check the path");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1900));
  }

  @Test
  void anAbsentFolderOfCertificatesFails() throws Exception {
    OpenSslCa ca = ca(folder);
    ca.issue("one@example.com");
    Files.move(ca.certificates(), folder.resolve("elsewhere"));
    assertFailed(ca, "newcerts is no folder", "new_certs_dir");
  }

  private void assertFailed(OpenSslCa ca, String... parts) {
    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(() -> read(ca))
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  @Test
  void aFileLargerThanTheLimitIsUnreadable() throws Exception {
    OpenSslCa ca = ca(folder);
    ca.issue("one@example.com");
    String large = ca.issue("large@example.com");
    Files.write(ca.file(large), new byte[(1 << 20) + 1]);
    assertThat(read(ca).unreadable().get(0).text()).contains("more than the limit of 1048576");
  }
}
