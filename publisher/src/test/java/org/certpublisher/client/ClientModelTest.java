package org.certpublisher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.client.MailClient.EVOLUTION;
import static org.certpublisher.client.MailClient.GPGSM;
import static org.certpublisher.client.MailClient.OUTLOOK;
import static org.certpublisher.client.MailClient.THUNDERBIRD;
import static org.certpublisher.directory.CertificateAttribute.USER_CERTIFICATE;
import static org.certpublisher.directory.CertificateAttribute.USER_SMIME_CERTIFICATE;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.directory.HeldCertificate;
import org.certpublisher.testing.TestCa;
import org.certpublisher.testing.TestKey;
import org.junit.jupiter.api.Test;

/** The rows that were measured on the clients, and what Outlook's vendor says. */
final class ClientModelTest {
  private static final Instant NOW = TestCa.NOW;
  private static final TestCa CA = TestCa.create("corp-ca");
  private static final String ADDRESS = "alice@example.com";
  private static final Certificate OLDER =
      CA.leaf(ADDRESS).notBefore(NOW.minus(Duration.ofDays(200))).issue();
  private static final Certificate VALID = CA.issue(ADDRESS);
  private static final Certificate EXPIRED =
      CA.leaf(ADDRESS).valid(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(1))).issue();
  private static final Certificate SIGNING =
      CA.leaf(ADDRESS).usage(KeyUsage.digitalSignature).issue();
  private static final Certificate EC =
      CA.leaf(ADDRESS).key(TestKey.Kind.EC).usage(KeyUsage.keyAgreement).issue();
  private static final Certificate ELSEWHERE = CA.issue("ivan.other@example.com");

  private static HeldCertificate plain(Certificate certificate) {
    return new HeldCertificate(USER_CERTIFICATE, "userCertificate;binary", certificate.summary());
  }

  private static HeldCertificate smime(Certificate certificate) {
    return new HeldCertificate(
        USER_SMIME_CERTIFICATE, "userSMIMECertificate", certificate.summary());
  }

  private static Pick pick(MailClient client, HeldCertificate... held) {
    return ClientModel.pick(client, Mailbox.of("Alice@example.com"), List.of(held), NOW);
  }

  private static Set<MailClient> able(HeldCertificate... held) {
    Set<MailClient> able = EnumSet.noneOf(MailClient.class);
    for (MailClient client : MailClient.values()) {
      if (pick(client, held).canEncrypt()) {
        able.add(client);
      }
    }
    return able;
  }

  @Test
  void oneValidRsaCertificateServesAll() {
    assertThat(able(plain(VALID), smime(VALID))).containsExactly(MailClient.values());
    assertThat(able(plain(VALID))).containsExactly(MailClient.values());
    assertThat(pick(THUNDERBIRD, plain(VALID)).certificate()).isEqualTo(VALID.sha256());
  }

  @Test
  void theSecondAttributeAloneServesOnlyOutlook() {
    assertThat(able(smime(VALID))).containsExactly(OUTLOOK);
  }

  @Test
  void anExpiredFirstValueHidesTheValidSecond() {
    assertThat(able(plain(EXPIRED), plain(VALID))).containsExactly(THUNDERBIRD, OUTLOOK);
    assertThat(pick(GPGSM, plain(EXPIRED), plain(VALID)).why())
        .endsWith(
            "it has expired; it sees only the first of 2 values, in an order nobody promises");
  }

  @Test
  void aValidFirstValueServesAllButTheOrderIsNobodysPromise() {
    assertThat(able(plain(VALID), plain(EXPIRED))).containsExactly(MailClient.values());
    assertThat(pick(EVOLUTION, plain(VALID), plain(EXPIRED)).why()).contains("nobody promises");
  }

  @Test
  void onlyAnExpiredOneServesNobody() {
    assertThat(able(plain(EXPIRED), smime(EXPIRED))).isEmpty();
    assertThat(able(plain(EXPIRED))).isEmpty();
  }

  @Test
  void aSigningOnlyFirstValueServesThoseThatLookFurther() {
    assertThat(able(plain(SIGNING), plain(VALID))).containsExactly(THUNDERBIRD, OUTLOOK);
    assertThat(pick(THUNDERBIRD, plain(SIGNING), plain(VALID)).certificate())
        .isEqualTo(VALID.sha256());
  }

  @Test
  void ofTwoValidThunderbirdTakesTheNewerAndTheOthersTheFirst() {
    HeldCertificate[] held = {plain(OLDER), plain(VALID)};
    assertThat(pick(THUNDERBIRD, held).certificate()).isEqualTo(VALID.sha256());
    for (MailClient client : List.of(GPGSM, EVOLUTION, OUTLOOK)) {
      assertThat(pick(client, held).certificate()).isEqualTo(OLDER.sha256());
    }
  }

  @Test
  void anEcCertificateServesOnlyThunderbird() {
    assertThat(able(plain(EC))).containsExactly(THUNDERBIRD);
    assertThat(pick(GPGSM, plain(EC)).why()).contains("its key is EC");
  }

  @Test
  void anotherAddressIsRefusedByThoseThatCompareIt() {
    assertThat(able(plain(ELSEWHERE))).containsExactly(EVOLUTION, OUTLOOK);
    assertThat(pick(THUNDERBIRD, plain(ELSEWHERE)).why()).contains("does not name");
  }

  @Test
  void anEmptyEntryServesNobody() {
    assertThat(able()).isEmpty();
  }

  @Test
  void aPlainAttributeNameIsInvisibleToThunderbird() {
    HeldCertificate plain =
        new HeldCertificate(USER_CERTIFICATE, "userCertificate", VALID.summary());
    assertThat(able(plain)).containsExactly(GPGSM, EVOLUTION, OUTLOOK);
    HeldCertificate lower =
        new HeldCertificate(USER_CERTIFICATE, "usercertificate;BINARY", VALID.summary());
    assertThat(able(lower)).containsExactly(MailClient.values());
  }

  @Test
  void aStaleSecondAttributeShadowsTheFirstForOutlook() {
    assertThat(able(plain(VALID), smime(EXPIRED))).containsExactly(THUNDERBIRD, GPGSM, EVOLUTION);
    assertThat(pick(OUTLOOK, plain(VALID), smime(EXPIRED)).why())
        .startsWith("userSMIMECertificate, which it reads first, has no good one");
  }

  @Test
  void aCertificateWithoutKeyUsageIsPassedOverByOutlookAndEvolution() {
    Certificate bare = CA.leaf(ADDRESS).usage(0).issue();
    assertThat(able(plain(bare))).containsExactly(THUNDERBIRD, GPGSM);
  }
}
