package org.certpublisher.source.openssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.certpublisher.source.openssl.OpenSslReading.ca;
import static org.certpublisher.source.openssl.OpenSslReading.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
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
import org.certpublisher.testing.OpenSslCa;
import org.certpublisher.testing.Wish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a CA that the real {@code openssl ca} keeps. */
final class OpenSslSourceTest {
  @TempDir Path folder;

  @Test
  void everyStatusIsReadAsTheCaWroteIt() throws Exception {
    OpenSslCa ca = ca(folder);
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
    OpenSslCa ca = ca(folder);
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
    OpenSslCa ca = ca(folder);
    Instant now = Instant.now();
    Wish old =
        Wish.of("old@example.com")
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
    OpenSslCa ca = ca(folder);
    ca.issue(Wish.of("zoe@example.com").subject("/CN=Zoë\\/Müller \\+ Söhne"));
    ca.issue(Wish.of("empty@example.com").subject("/"));
    ca.issue(
        Wish.of("late@example.com").valid(Instant.now(), Instant.parse("2051-07-15T15:42:23Z")));
    assertThat(ca.rows().get(2)).contains("\t20510715154223Z\t").isNotBlank();
    assertThat(read(ca).mailboxes())
        .containsExactly("empty@example.com", "late@example.com", "zoe@example.com");
  }

  @Test
  void aNewCaWithoutAnyRowIsCompleteAndEmpty() throws Exception {
    assertThat(read(ca(folder)).taken()).isEmpty();
  }

  @Test
  void anIndexThatIsRenamedAllTheTimeIsReadWhole() throws Exception {
    OpenSslCa ca = ca(folder);
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
    OpenSslCa ca = ca(folder);
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
}
