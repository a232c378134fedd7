package org.certpublisher.cert;

import static org.assertj.core.api.Assertions.assertThat;

import org.bouncycastle.asn1.x509.KeyUsage;
import org.certpublisher.cert.EncryptionUse.Kind;
import org.certpublisher.cert.EncryptionUse.Note;
import org.certpublisher.testing.TestCa;
import org.certpublisher.testing.TestCertificate;
import org.certpublisher.testing.TestKey;
import org.junit.jupiter.api.Test;

final class EncryptionUseTest {
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private final TestCa ca = TestCa.create("Corp CA");

  private TestCertificate leaf() {
    return ca.leaf("alice@example.com");
  }

  private static void isUse(TestCertificate request, Kind kind, Note... notes) {
    EncryptionUse use = EncryptionUse.of(request.issue());
    assertThat(use.notes()).containsExactly(notes);
    assertThat(use.kind()).isEqualTo(kind);
    assertThat(use.canEncrypt()).isEqualTo(kind != Kind.NONE);
  }

  @Test
  void rsaWithKeyEnciphermentAndEmailProtectionHasNothingAgainstIt() {
    isUse(leaf(), Kind.RSA);
    isUse(leaf().purposes(CLIENT_AUTH, Usage.EMAIL_PROTECTION), Kind.RSA);
    isUse(leaf().usage(KeyUsage.keyEncipherment | KeyUsage.digitalSignature), Kind.RSA);
  }

  @Test
  void rsaWithoutKeyEnciphermentCannotBeEncryptedTo() {
    isUse(leaf().usage(KeyUsage.digitalSignature), Kind.NONE, Note.SIGNING_ONLY);
    isUse(leaf().usage(KeyUsage.keyAgreement), Kind.NONE, Note.SIGNING_ONLY);
    isUse(leaf().usage(KeyUsage.dataEncipherment), Kind.NONE, Note.SIGNING_ONLY);
  }

  @Test
  void ecNeedsKeyAgreement() {
    isUse(
        leaf().key(TestKey.Kind.EC).usage(KeyUsage.keyAgreement), Kind.EC, Note.KEY_AGREEMENT_ONLY);
    isUse(
        leaf().key(TestKey.Kind.EC).usage(KeyUsage.keyEncipherment),
        Kind.NONE,
        Note.SIGNING_ONLY,
        Note.KEY_AGREEMENT_ONLY);
  }

  @Test
  void withoutKeyUsageBothAreTakenWithAFinding() {
    isUse(leaf().usage(0), Kind.RSA, Note.NO_KEY_USAGE);
    isUse(
        leaf().key(TestKey.Kind.EC_P384).usage(0),
        Kind.EC,
        Note.KEY_AGREEMENT_ONLY,
        Note.NO_KEY_USAGE);
  }

  @Test
  void extendedKeyUsageMustAllowMail() {
    isUse(leaf().purposes(), Kind.RSA, Note.NO_EXTENDED_KEY_USAGE);
    isUse(
        leaf().purposes(Usage.ANY_EXTENDED_KEY_USAGE), Kind.RSA, Note.ANY_EXTENDED_KEY_USAGE_ONLY);
    isUse(
        leaf().purposes(CLIENT_AUTH, Usage.ANY_EXTENDED_KEY_USAGE),
        Kind.RSA,
        Note.ANY_EXTENDED_KEY_USAGE_ONLY);
    isUse(leaf().purposes(CLIENT_AUTH), Kind.NONE, Note.NOT_FOR_MAIL);
  }

  @Test
  void keysThatOnlySignCannotBeEncryptedTo() {
    isUse(leaf().key(TestKey.Kind.ED25519), Kind.NONE, Note.KEY_CANNOT_ENCRYPT);
    isUse(leaf().key(TestKey.Kind.RSA_PSS), Kind.NONE, Note.KEY_CANNOT_ENCRYPT);
  }

  @Test
  void aShortRsaKeyIsTakenWithAFinding() {
    isUse(leaf().key(TestKey.Kind.RSA_1024), Kind.RSA, Note.WEAK_KEY);
  }

  @Test
  void aCaIsNobodysMailbox() {
    isUse(leaf().ca(), Kind.NONE, Note.CA, Note.SIGNING_ONLY);
  }
}
