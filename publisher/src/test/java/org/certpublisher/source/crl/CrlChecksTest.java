package org.certpublisher.source.crl;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.cert.authority.Authority;
import org.certpublisher.source.Edition;
import org.certpublisher.source.RevocationStatus;
import org.certpublisher.testing.TestCa;
import org.certpublisher.testing.TestCrl;
import org.certpublisher.testing.TestKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CrlChecksTest {
  private static final Instant NOW = TestCa.NOW;
  private static final Instant YESTERDAY = NOW.minus(Duration.ofDays(1));

  private final TestCa ca = TestCa.create("Corp CA");
  private final Certificate jane = ca.issue("jane@example.com");
  private final Certificate joe = ca.issue("joe@example.com");

  private static RevocationStatus status(Authority authority, byte[] file) {
    return new CrlChecks(authority, Optional.empty(), NOW).status("ca.crl", file);
  }

  private RevocationStatus status(TestCrl crl) {
    return status(ca.authority(), crl.der().toBytes());
  }

  private void assertRefused(TestCrl crl, String... parts) {
    RevocationStatus status = status(crl);
    assertThat(status.isUsable()).isFalse();
    assertThat(status.of(jane).status()).isEqualTo(Revocation.Status.UNKNOWN);
    assertThat(status.of(jane).by()).contains(parts);
    assertThat(status.findings()).hasSize(1);
    assertThat(status.findings().get(0).where()).isEqualTo("ca.crl");
    assertThat(status.findings().get(0).text()).contains(parts);
  }

  private TestCrl revokingJane() {
    return ca.crl().number(7).revoke(jane, RevocationReason.KEY_COMPROMISE, YESTERDAY);
  }

  @Test
  void whatIsListedIsRevokedAndWhatIsNotIsGood() {
    RevocationStatus status = status(revokingJane());
    assertThat(status.isUsable()).isTrue();
    assertThat(status.findings()).isEmpty();
    assertThat(status.of(jane))
        .isEqualTo(
            Revocation.revoked(
                RevocationReason.KEY_COMPROMISE, YESTERDAY, "CRL number 7 of ca.crl"));
    assertThat(status.of(joe)).isEqualTo(Revocation.good("CRL number 7 of ca.crl"));
    assertThat(status.describe())
        .isEqualTo("CRL number 7 of ca.crl, 1 entry, next update 2026-12-01T12:00:00Z");
  }

  @Test
  void itsEditionIsItsNumberAndDateInTheListOfItsKeyAndScope() {
    Edition seven = status(revokingJane()).edition().orElseThrow();
    assertThat(seven.number()).contains(BigInteger.valueOf(7));
    assertThat(status(ca.crl()).edition().orElseThrow().list()).isEqualTo(seven.list());
    assertThat(status(ca.crl().distributionPoint("http://x/ca.crl")).edition().orElseThrow().list())
        .isNotEqualTo(seven.list());
    TestCa other = TestCa.create("Corp CA", TestKey.Kind.RSA);
    assertThat(
            status(other.authority(), other.crl().der().toBytes()).edition().orElseThrow().list())
        .isNotEqualTo(seven.list());
  }

  @Test
  void aCrlWithoutEntriesSaysGood() {
    assertThat(status(ca.crl()).of(jane).status()).isEqualTo(Revocation.Status.GOOD);
  }

  @ParameterizedTest
  @EnumSource(TestKey.Kind.class)
  void signaturesOfEveryKindVerify(TestKey.Kind kind) {
    TestCa other = TestCa.create("CA of kind " + kind, kind);
    Certificate one = other.issue("one@example.com");
    TestCrl crl = other.crl().revoke(one, RevocationReason.SUPERSEDED, YESTERDAY);
    assertThat(status(other.authority(), crl.der().toBytes()).of(one).status())
        .isEqualTo(Revocation.Status.REVOKED);
  }

  @Test
  void aHoldIsToldFromARevocationAndTheWorseOfTwoEntriesCounts() {
    TestCrl crl =
        ca.crl()
            .revoke(jane, RevocationReason.CERTIFICATE_HOLD, YESTERDAY)
            .revoke(joe, RevocationReason.CERTIFICATE_HOLD, YESTERDAY)
            .revoke(joe, RevocationReason.SUPERSEDED, YESTERDAY);
    RevocationStatus status = status(crl);
    assertThat(status.of(jane).status()).isEqualTo(Revocation.Status.ON_HOLD);
    assertThat(status.of(joe).status()).isEqualTo(Revocation.Status.REVOKED);
  }

  @Test
  void aRevocationInTheFutureCountsFromThen() {
    Instant tomorrow = NOW.plus(Duration.ofDays(1));
    byte[] file = ca.crl().revoke(jane, RevocationReason.SUPERSEDED, tomorrow).der().toBytes();
    assertThat(status(ca.authority(), file).of(jane).status()).isEqualTo(Revocation.Status.GOOD);
    CrlChecks then = new CrlChecks(ca.authority(), Optional.empty(), tomorrow);
    assertThat(then.status("ca.crl", file).of(jane).status()).isEqualTo(Revocation.Status.REVOKED);
  }

  @Test
  void aStaleCrlKnowsWhatItListsAndNothingElse() {
    RevocationStatus status = status(revokingJane().nextUpdate(NOW.minusSeconds(1)));
    assertThat(status.isUsable()).isFalse();
    assertThat(status.of(jane).status()).isEqualTo(Revocation.Status.REVOKED);
    assertThat(status.of(joe).status()).isEqualTo(Revocation.Status.UNKNOWN);
    assertThat(status.of(joe).by()).contains("is stale").contains("2026-11-24T11:59:59Z");
    assertThat(status.findings()).hasSize(1);
  }

  @Test
  void aHoldInAStaleCrlIsNotBelievedForItMayHaveBeenLifted() {
    TestCrl held = ca.crl().revoke(jane, RevocationReason.CERTIFICATE_HOLD, YESTERDAY);
    RevocationStatus status = status(held.nextUpdate(NOW.minusSeconds(1)));
    assertThat(status.of(jane).status()).isEqualTo(Revocation.Status.UNKNOWN);
    assertThat(status.of(jane).by()).contains("is stale");
  }

  @Test
  void aCrlOlderThanMaxAgeIsStaleEvenBeforeItsNextUpdate() {
    byte[] file = revokingJane().thisUpdate(NOW.minus(Duration.ofDays(3))).der().toBytes();
    CrlChecks checks = new CrlChecks(ca.authority(), Optional.of(Duration.ofDays(2)), NOW);
    assertThat(checks.status("ca.crl", file).of(joe).by()).contains("max-age is PT48H");
    assertThat(status(ca.authority(), file).isUsable()).isTrue();
  }

  @Test
  void aCrlFromTheFutureIsNotTrusted() {
    RevocationStatus status = status(revokingJane().thisUpdate(NOW.plus(Duration.ofMinutes(6))));
    assertThat(status.isUsable()).isFalse();
    assertThat(status.of(joe).by()).contains("made in the future");
    assertThat(status(revokingJane().thisUpdate(NOW.plus(Duration.ofMinutes(4)))).isUsable())
        .isTrue();
  }

  @Test
  void aForgedCrlIsRefused() {
    assertRefused(revokingJane().signedBy(ca.impostor()), "signature does not verify");
    TestCa other = TestCa.create("Other CA");
    assertThat(status(other.authority(), revokingJane().der().toBytes()).of(jane).by())
        .contains("its issuer is 'O=Example,CN=Corp CA'", "authority Other CA");
  }

  @Test
  void aBrokenHashIsNoSignature() {
    TestCa rsa = TestCa.create("RSA CA", TestKey.Kind.RSA);
    byte[] file = rsa.crl().hash(TestKey.Hash.MD5).der().toBytes();
    assertThat(status(rsa.authority(), file).isUsable()).isFalse();
  }

  @Test
  void oneFlippedBitAnywhereNeverLetsARevokedCertificateLookGood() {
    byte[] file = revokingJane().der().toBytes();
    for (int i = 0; i < file.length; i++) {
      byte[] broken = file.clone();
      broken[i] ^= 1;
      assertThat(status(ca.authority(), broken).of(jane).status())
          .as("byte %d", i)
          .isNotEqualTo(Revocation.Status.GOOD);
    }
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] file = revokingJane().der().toBytes();
    for (int length = 0; length < file.length; length++) {
      assertThat(status(ca.authority(), Arrays.copyOf(file, length)).isUsable()).isFalse();
    }
  }

  @Test
  void deltasAndUnknownCriticalExtensionsAreRefused() {
    assertRefused(revokingJane().delta(6), "delta CRL", "complete CRL");
    assertRefused(
        revokingJane().unknownCriticalExtension(), "critical extension 1.3.6.1.4.1.55555.1");
  }

  @Test
  void theDistributionPointDecidesWhatItsSilenceMeans() {
    String point = "http://pki.example.com/1.crl";
    RevocationStatus status = status(revokingJane().distributionPoint(point));
    assertThat(status.of(jane).status()).isEqualTo(Revocation.Status.REVOKED);
    assertThat(status.of(joe).status()).isEqualTo(Revocation.Status.UNKNOWN);
    assertThat(status.of(joe).by()).contains("another distribution point");
    Certificate named =
        ca.leaf("named@example.com")
            .extension("2.5.29.31", false, distributionPoints(point))
            .issue();
    assertThat(named.issuance().crlDistributionPoints()).containsExactly(point);
    assertThat(status.of(named).status()).isEqualTo(Revocation.Status.GOOD);
    assertRefused(
        revokingJane().distributionPoint(point, false, true), "CA or attribute certificates only");
  }

  /** CRLDistributionPoints with one URI. */
  private static byte[] distributionPoints(String uri) {
    byte[] name = uri.getBytes(StandardCharsets.US_ASCII);
    byte[] head = {0x30, 0, 0x30, 0, (byte) 0xa0, 0, (byte) 0xa0, 0, (byte) 0x86, 0};
    for (int i = 1; i < head.length; i += 2) {
      head[i] = (byte) (name.length + head.length - i - 1);
    }
    return ByteBuffer.allocate(head.length + name.length).put(head).put(name).array();
  }

  @Test
  void aCrlSpeaksOnlyForTheKeyThatSignedIt() {
    TestCa renewed = ca.impostor();
    Certificate later = renewed.issue("jane@example.com");
    Authority both = new Authority("corp", List.of(ca.certificate(), renewed.certificate()));
    TestCrl old =
        ca.crl().revoke(later.issuance().serialNumber(), RevocationReason.SUPERSEDED, YESTERDAY);
    RevocationStatus status = status(both, old.der().toBytes());
    assertThat(status.of(later).status()).isEqualTo(Revocation.Status.UNKNOWN);
    assertThat(status.of(later).by()).contains("another key");
    assertThat(status.of(joe).status()).isEqualTo(Revocation.Status.GOOD);
  }

  @Test
  void aCertificateThatHadExpiredBeforeIsNotCovered() {
    Certificate old =
        ca.leaf("old@example.com")
            .valid(NOW.minus(Duration.ofDays(30)), NOW.minus(Duration.ofDays(10)))
            .issue();
    assertThat(status(ca.crl()).of(old).status()).isEqualTo(Revocation.Status.UNKNOWN);
  }

  @Test
  void serialNumbersOfEveryLengthAndSignAreFound() {
    Random random = new Random(7);
    TestCrl crl = ca.crl();
    BigInteger[] serials = new BigInteger[80];
    for (int i = 0; i < serials.length; i++) {
      serials[i] = new BigInteger(2 * i + 1, random).setBit(2 * i + 1);
      crl.revoke(serials[i], RevocationReason.SUPERSEDED, YESTERDAY);
    }
    crl.revoke(BigInteger.valueOf(-5), RevocationReason.SUPERSEDED, YESTERDAY);
    crl.revoke(BigInteger.ZERO, RevocationReason.SUPERSEDED, YESTERDAY);
    RevocationStatus status = status(crl);
    for (BigInteger serial : serials) {
      assertThat(statusOf(status, serial)).isEqualTo(Revocation.Status.REVOKED);
      assertThat(statusOf(status, serial.negate().subtract(BigInteger.TEN)))
          .isEqualTo(Revocation.Status.GOOD);
    }
    assertThat(statusOf(status, BigInteger.valueOf(-5))).isEqualTo(Revocation.Status.REVOKED);
    assertThat(statusOf(status, BigInteger.ZERO)).isEqualTo(Revocation.Status.REVOKED);
    assertThat(statusOf(status, BigInteger.valueOf(251))).isEqualTo(Revocation.Status.GOOD);
  }

  private Revocation.Status statusOf(RevocationStatus status, BigInteger serial) {
    return status.of(ca.leaf("a@example.com").key(TestKey.Kind.EC).serial(serial).issue()).status();
  }

  @Test
  void aMillionEntriesAreIndexedAndFound() throws Exception {
    int count = 1_000_000;
    CrlEntries entries = CrlEntries.index(manyEntries(count), 0);
    assertThat(entries.size()).isEqualTo(count);
    BigInteger last = BigInteger.valueOf(0x0100_0000_0000L + 7 * (count - 1L));
    assertThat(entries.find(last))
        .hasValueSatisfying(e -> assertThat(e.at()).isEqualTo("2026-11-23T15:42:55Z"));
    assertThat(entries.find(last.add(BigInteger.ONE))).isEmpty();
  }

  /** revokedCertificates with serial numbers 0x010000000000 + 7 i. */
  private static byte[] manyEntries(int count) {
    byte[] time = "261123154255Z".getBytes(StandardCharsets.US_ASCII);
    int size = 2 + 2 + 6 + 2 + time.length;
    ByteBuffer out = ByteBuffer.allocate(6 + size * count);
    out.put((byte) 0x30).put((byte) 0x84).putInt(size * count);
    for (int i = 0; i < count; i++) {
      long serial = 0x0100_0000_0000L + 7L * i;
      out.put((byte) 0x30).put((byte) (size - 2)).put((byte) 2).put((byte) 6);
      out.putShort((short) (serial >>> 32)).putInt((int) serial);
      out.put((byte) 0x17).put((byte) time.length).put(time);
    }
    return out.array();
  }
}
