package org.certpublisher.cert.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.PublicKeyInfo;
import org.certpublisher.cert.Usage;
import org.certpublisher.testing.TestCa;
import org.certpublisher.testing.TestKey;
import org.junit.jupiter.api.Test;

final class CertificateParserTest {
  private final TestCa ca = TestCa.create("Corp CA");

  @Test
  void everyFactOfAnOrdinaryCertificateIsRead() {
    Certificate c =
        ca.leaf("alice@example.com", "a.smith@example.com")
            .serial(0x2a)
            .userPrincipalName("alice@corp.local")
            .templateName("CorpSMIME")
            .template("1.3.6.1.4.1.311.21.8.1.2.3")
            .policies("1.2.3", "2.16.840.1.1")
            .sid("S-1-5-21-1-2-3-1104")
            .issue();
    assertThat(c.issuance().serialNumber()).isEqualTo(BigInteger.valueOf(42));
    assertThat(c.issuance().text()).isEqualTo("O=Example,CN=Corp CA");
    assertThat(c.issuance().issuer()).isEqualTo(ca.certificate().subject().name());
    assertThat(c.issuance().authorityKeyId())
        .isEqualTo(ca.certificate().publicKey().subjectKeyId());
    assertThat(c.subject().text()).isEqualTo("O=Example,CN=alice");
    assertThat(c.subject().mailboxes())
        .extracting(Mailbox::address)
        .containsExactly("alice@example.com", "a.smith@example.com");
    assertThat(c.subject().userPrincipalNames()).containsExactly("alice@corp.local");
    assertThat(c.subject().sid()).isEqualTo("S-1-5-21-1-2-3-1104");
    assertThat(c.validity().notBefore()).isEqualTo(TestCa.NOW.minus(Duration.ofDays(30)));
    assertThat(c.publicKey().info()).isEqualTo(new PublicKeyInfo(PublicKeyInfo.Kind.RSA, 2048));
    assertThat(c.usage().keyUsage())
        .isEqualTo(Set.of(org.certpublisher.cert.KeyUsage.KEY_ENCIPHERMENT));
    assertThat(c.usage().extendedKeyUsage()).containsExactly(Usage.EMAIL_PROTECTION);
    assertThat(c.usage().ca()).isFalse();
    assertThat(c.usage().selectors())
        .isEqualTo(
            new Usage.Selectors(
                List.of("CorpSMIME", "1.3.6.1.4.1.311.21.8.1.2.3"),
                List.of("1.2.3", "2.16.840.1.1")));
    assertThat(ca.certificate().usage().ca()).isTrue();
    assertThat(ca.certificate().isSelfIssued()).isTrue();
  }

  @Test
  void everyKindOfKeyIsTold() {
    assertThat(ca.leaf().key(TestKey.Kind.EC).issue().publicKey().info())
        .isEqualTo(new PublicKeyInfo(PublicKeyInfo.Kind.EC, 256));
    assertThat(ca.leaf().key(TestKey.Kind.EC_P384).issue().publicKey().info())
        .isEqualTo(new PublicKeyInfo(PublicKeyInfo.Kind.EC, 384));
    assertThat(ca.leaf().key(TestKey.Kind.ED25519).issue().publicKey().info())
        .isEqualTo(new PublicKeyInfo(PublicKeyInfo.Kind.EDWARDS, 0));
    assertThat(ca.leaf().key(TestKey.Kind.RSA_PSS).issue().publicKey().info())
        .isEqualTo(new PublicKeyInfo(PublicKeyInfo.Kind.RSA_PSS, 2048));
  }

  @Test
  void theSubjectsAddressCountsOnlyWithoutOneInTheExtension() {
    String subject = "emailAddress=old@example.com,CN=Alice";
    assertThat(ca.leaf("new@example.com").subject(subject).issue().subject().mailboxes())
        .containsExactly(Mailbox.of("new@example.com"));
    assertThat(ca.leaf().subject(subject).issue().subject().mailboxes())
        .containsExactly(Mailbox.of("old@example.com"));
  }

  @Test
  void internationalMailboxesAreReadAndNoneTwice() {
    Certificate c =
        ca.leaf("a@example.com", "A@Example.com", "no address", "@x", "b@example.com")
            .smtpUtf8("jörg@example.com")
            .issue();
    assertThat(c.subject().mailboxes())
        .extracting(Mailbox::address)
        .containsExactly("a@example.com", "b@example.com", "jörg@example.com");
  }

  @Test
  void aBrokenExtensionCountsAsAbsent() {
    Certificate c =
        ca.leaf("a@example.com")
            .subject("emailAddress=old@example.com,CN=Alice")
            .extension("2.5.29.17", false, new byte[] {0x30, 0x05, 0x01})
            .extension("2.5.29.31", false, new byte[] {0x04})
            .extension("2.5.29.15", true, new byte[0])
            .extension("1.3.6.1.4.1.311.21.7", false, new byte[] {0x30, 0x00})
            .issue();
    assertThat(c.subject().mailboxes()).containsExactly(Mailbox.of("old@example.com"));
    assertThat(c.usage().hasKeyUsage()).isFalse();
    assertThat(c.usage().selectors()).isEqualTo(Usage.Selectors.NONE);
  }

  @Test
  void oddButRealCertificatesAreRead() {
    assertThat(ca.leaf("a@x").serial(-5).issue().issuance().serialNumber())
        .isEqualTo(BigInteger.valueOf(-5));
    assertThat(ca.leaf("a@x").subject("").issue().subject().text()).isEmpty();
    Certificate old = ca.leaf().version1().issue();
    assertThat(old.usage().hasKeyUsage()).isFalse();
    assertThat(old.publicKey().subjectKeyId().length()).isZero();
    int both = KeyUsage.keyAgreement | KeyUsage.decipherOnly;
    assertThat(ca.leaf().usage(both).issue().usage().keyUsage())
        .isEqualTo(
            Set.of(
                org.certpublisher.cert.KeyUsage.KEY_AGREEMENT,
                org.certpublisher.cert.KeyUsage.DECIPHER_ONLY));
  }

  @Test
  void namesCannotActOnATerminal() {
    Certificate c = ca.leaf("a@x").subject("CN=A\\0d\\1b[31m\\, \\E2\\80\\AE,O=\\#x").issue();
    assertThat(c.subject().text()).isEqualTo("O=\\#x,CN=A\\0D\\1B[31m\\, \\E2\\80\\AE");
  }

  @Test
  void bytesBeforeTheEndOrAfterItAreRefused() {
    byte[] good = ca.issue("a@example.com").der().toBytes();
    byte[] longer = Arrays.copyOf(good, good.length + 1);
    assertThatThrownBy(() -> CertificateParser.parse(Der.wrap(longer)))
        .isInstanceOf(MalformedCertificateException.class)
        .hasMessageContaining("1 bytes too early");
    for (int length = 0; length < good.length; length += 7) {
      Der shorter = Der.wrap(Arrays.copyOf(good, length));
      assertThatThrownBy(() -> CertificateParser.parse(shorter))
          .isInstanceOf(MalformedCertificateException.class);
    }
  }

  @Test
  void deepNestingIsRefusedWithoutExhaustingTheStack() {
    byte[] deep = new byte[400_000];
    for (int i = deep.length - 4, length = 0; i >= 0; i -= 4, length = deep.length - 4 - i) {
      deep[i] = 0x30;
      deep[i + 1] = (byte) 0x83;
      deep[i + 2] = (byte) (length >> 8);
      deep[i + 3] = (byte) length;
    }
    assertThatThrownBy(() -> CertificateParser.parse(Der.wrap(deep)))
        .isInstanceOf(MalformedCertificateException.class);
  }
}
