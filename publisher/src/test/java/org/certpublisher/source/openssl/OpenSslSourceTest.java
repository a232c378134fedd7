package org.certpublisher.source.openssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.source.CollectingSink;
import org.certpublisher.source.Severity;
import org.certpublisher.source.SourceException;
import org.certpublisher.source.SourceFinding;
import org.certpublisher.testing.OpenSslCa;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a CA that the real {@code openssl ca} keeps. */
final class OpenSslSourceTest {
  /** An hour from now: whatever the CA wrote has settled. */
  private final Clock later = Clock.fixed(Instant.now().plus(Duration.ofHours(1)), ZoneOffset.UTC);

  @TempDir Path folder;

  private OpenSslCa ca() {
    return OpenSslCa.create(folder.resolve("ca"), OpenSslCa.Key.P256);
  }

  private OpenSslSource source(OpenSslCa ca) {
    return new OpenSslSource(new OpenSslSettings(ca.database(), ca.certificates()), later);
  }

  private CollectingSink read(OpenSslCa ca) throws SourceException {
    return CollectingSink.of(source(ca));
  }

  @Test
  void everyStatusIsReadAsTheCaWroteIt() throws Exception {
    OpenSslCa ca = ca();
    String valid = ca.issue("valid@example.com");
    String plain = ca.issue("plain@example.com");
    ca.revoke(plain);
    String superseded = ca.issue("superseded@example.com");
    ca.revoke(superseded, "-crl_reason", "superseded");
    String held = ca.issue("held@example.com");
    ca.hold(held);
    String instructed = ca.issue("instructed@example.com");
    ca.revoke(instructed, "-crl_hold", "holdInstructionCallIssuer");
    String key = ca.issue("key@example.com");
    ca.revoke(key, "-crl_compromise", "20261118154252Z");
    String caKey = ca.issue("cakey@example.com");
    ca.revoke(caKey, "-crl_CA_compromise", "20261101000000Z");
    String removed = ca.issue("removed@example.com");
    ca.revoke(removed, "-crl_reason", "removeFromCRL");
    String released = ca.issue("released@example.com");
    ca.hold(released);
    ca.release(released);

    CollectingSink sink = read(ca);

    assertThat(sink.taken()).hasSize(9);
    assertThat(sink.unreadable()).isEmpty();
    assertThat(sink.findings()).isEmpty();
    assertThat(sink.of(valid).revocation()).isEqualTo(Revocation.good("index.txt"));
    assertThat(sink.of(released).revocation().status()).isEqualTo(Revocation.Status.GOOD);
    assertRevoked(sink, plain, RevocationReason.UNSPECIFIED);
    assertRevoked(sink, superseded, RevocationReason.SUPERSEDED);
    assertRevoked(sink, held, RevocationReason.CERTIFICATE_HOLD);
    assertRevoked(sink, instructed, RevocationReason.CERTIFICATE_HOLD);
    assertRevoked(sink, key, RevocationReason.KEY_COMPROMISE);
    assertRevoked(sink, caKey, RevocationReason.CA_COMPROMISE);
    assertRevoked(sink, removed, RevocationReason.REMOVE_FROM_CRL);
    assertThat(sink.of(superseded).revocation().by()).isEqualTo("index.txt line 3");
  }

  private static void assertRevoked(CollectingSink sink, String serial, RevocationReason reason) {
    Revocation revocation = sink.of(serial).revocation();
    assertThat(revocation.reason()).isEqualTo(reason);
    assertThat(revocation.status())
        .isEqualTo(
            reason == RevocationReason.CERTIFICATE_HOLD
                ? Revocation.Status.ON_HOLD
                : Revocation.Status.REVOKED);
    assertThat(Duration.between(revocation.at(), Instant.now())).isLessThan(Duration.ofMinutes(5));
  }

  @Test
  void theCertificateIsByteForByteTheOneInTheFile() throws Exception {
    OpenSslCa ca = ca();
    String serial = ca.issue("jane@example.com");
    byte[] expected = Files.readAllBytes(convert(ca, ca.file(serial)));
    CollectingSink.Taken taken = read(ca).of(serial);
    assertThat(taken.certificate().der()).isEqualTo(Der.wrap(expected));
    assertThat(taken.location().load()).isEqualTo(taken.certificate().der());
    assertThat(taken.location()).hasToString(ca.file(serial).toString());
  }

  private Path convert(OpenSslCa ca, Path pem) {
    Path der = folder.resolve("one.der");
    ca.openssl("x509", "-in", pem.toString(), "-outform", "DER", "-out", der.toString());
    return der;
  }

  @Test
  void anExpiredRowIsGivenBeforeAndAfterUpdatedb() throws Exception {
    OpenSslCa ca = ca();
    Instant now = Instant.now();
    OpenSslCa.Wish old =
        OpenSslCa.Wish.of("old@example.com")
            .valid(now.minus(Duration.ofDays(30)), now.minus(Duration.ofDays(1)));
    String serial = ca.issue(old);
    assertThat(ca.rows().get(0)).startsWith("V");
    assertThat(read(ca).of(serial).revocation().status()).isEqualTo(Revocation.Status.GOOD);
    ca.updatedb();
    assertThat(ca.rows().get(0)).startsWith("E");
    assertThat(read(ca).of(serial).revocation().status()).isEqualTo(Revocation.Status.GOOD);
  }

  @Test
  void subjectsOfEveryKindAndDatesAfter2050AreRead() throws Exception {
    OpenSslCa ca = ca();
    ca.issue(OpenSslCa.Wish.of("zoe@example.com").subject("/CN=Zoë\\/Müller \\+ Söhne"));
    ca.issue(OpenSslCa.Wish.of("empty@example.com").subject("/"));
    ca.issue(
        OpenSslCa.Wish.of("late@example.com")
            .valid(Instant.now(), Instant.parse("2051-07-15T15:42:23Z")));
    assertThat(ca.rows().get(2)).contains("\t20510715154223Z\t").isNotBlank();
    assertThat(read(ca).mailboxes())
        .containsExactly("empty@example.com", "late@example.com", "zoe@example.com");
  }

  @Test
  void aNewCaWithoutAnyRowIsCompleteAndEmpty() throws Exception {
    assertThat(read(ca()).taken()).isEmpty();
  }

  @Test
  void aRowWithoutItsFileIsAFindingOnceTheDatabaseIsSettled() throws Exception {
    OpenSslCa ca = ca();
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
    OpenSslCa ca = ca();
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
    OpenSslCa ca = ca();
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
    OpenSslCa ca = ca();
    String serial = ca.issue("jane@example.com");
    Files.delete(ca.file(serial));
    assertFailed(ca, "has 1 rows", "the certificate of none of them", "is mounted");
  }

  @Test
  void elevenOfTwelveRowsWithoutCertificateFailTheReading() throws Exception {
    OpenSslCa ca = ca();
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
    OpenSslCa ca = ca();
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
  void aTruncatedIndexFailsTheReadingAndNamesTheLine() throws Exception {
    OpenSslCa ca = ca();
    ca.issue("one@example.com");
    ca.issue("two@example.com");
    String text = Files.readString(ca.database());
    Files.writeString(ca.database(), text.substring(0, text.length() - 40));
    assertFailed(ca, "index.txt:2: the row is cut off", "restore index.txt");
  }

  @Test
  void anAbsentIndexIsWaitedForAndThenFails() throws Exception {
    OpenSslCa ca = ca();
    ca.issue("one@example.com");
    Files.delete(ca.database());
    long start = System.nanoTime();
    assertFailed(ca, "index.txt is not there", "check the path");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1900));
  }

  @Test
  void anAbsentFolderOfCertificatesFails() throws Exception {
    OpenSslCa ca = ca();
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
  void anIndexThatIsRenamedAllTheTimeIsReadWhole() throws Exception {
    OpenSslCa ca = ca();
    ca.issue("one@example.com");
    ca.issue("two@example.com");
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService writer = Executors.newSingleThreadExecutor();
    CountDownLatch started = new CountDownLatch(1);
    try {
      Future<?> renaming =
          writer.submit(
              () -> {
                while (!stop.get()) {
                  renameAsOpenSslDoes(ca);
                  started.countDown();
                  LockSupport.parkNanos(Duration.ofMillis(3).toNanos());
                }
                return true;
              });
      started.await();
      for (int i = 0; i < 50; i++) {
        assertThat(read(ca).taken()).hasSize(2);
      }
      stop.set(true);
      assertThatNoException().isThrownBy(renaming::get);
    } finally {
      stop.set(true);
      writer.shutdownNow();
    }
  }

  private static void renameAsOpenSslDoes(OpenSslCa ca) throws IOException {
    Path index = ca.database();
    Path next = index.resolveSibling("index.txt.new");
    Files.copy(index, next, StandardCopyOption.REPLACE_EXISTING);
    Files.move(index, index.resolveSibling("index.txt.old"), StandardCopyOption.ATOMIC_MOVE);
    Files.move(next, index, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void theOrderOfRowsDoesNotChangeWhatIsRead() throws Exception {
    long seed = new Random().nextLong();
    OpenSslCa ca = ca();
    for (int i = 0; i < 8; i++) {
      String serial = ca.issue("user" + i + "@example.com");
      if (i % 3 == 0) {
        ca.hold(serial);
      }
    }
    List<String> before = facts(read(ca));
    List<String> rows = new ArrayList<>(ca.rows());
    Collections.shuffle(rows, new Random(seed));
    ca.edit(rows);
    assertThat(facts(read(ca))).as("seed %d", seed).isEqualTo(before);
  }

  private static List<String> facts(CollectingSink sink) {
    return sink.taken().stream()
        .map(t -> t.certificate().sha256() + " " + t.revocation().status())
        .sorted()
        .toList();
  }

  @Test
  void aFileLargerThanTheLimitIsUnreadable() throws Exception {
    OpenSslCa ca = ca();
    ca.issue("one@example.com");
    String large = ca.issue("large@example.com");
    Files.write(ca.file(large), new byte[(1 << 20) + 1]);
    assertThat(read(ca).unreadable().get(0).text()).contains("more than the limit of 1048576");
  }
}
