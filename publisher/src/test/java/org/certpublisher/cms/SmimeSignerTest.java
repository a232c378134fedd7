package org.certpublisher.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.testing.OddValues;
import org.certpublisher.testing.TestCa;
import org.certpublisher.testing.TestKey;
import org.junit.jupiter.api.Test;

final class SmimeSignerTest {
  private final TestCa root = TestCa.create("Corp CA");
  private final TestCa sub = root.subCa("Sub CA");
  private final Certificate leaf = sub.issue("alice@example.com");
  private final List<Der> chain = List.of(sub.certificate().der());
  private final Certificate signing = signing("publisher@example.com");

  private Certificate signing(String mailbox) {
    return root.leaf(mailbox).key(TestKey.Kind.RSA).usage(KeyUsage.digitalSignature).issue();
  }

  @Test
  void theHoldersCertificateIsTheLeafAndNotTheSigners() throws Exception {
    SmimeValue found = SmimeDecoder.decode(OddValues.signer(signing).encode(leaf.der(), chain));
    assertThat(found.certificates()).containsExactlyInAnyOrder(leaf, sub.certificate(), signing);
    assertThat(found.leafCertificate()).contains(leaf);
    SmimeValue withoutPreference =
        SmimeDecoder.decode(new CertsOnlyEncoder().encode(signing.der(), List.of(leaf.der())));
    assertThat(withoutPreference.leafCertificate()).contains(leaf);
  }

  @Test
  void whatTheSignatureIsDoesNotMatterWhenSignerAndStatementsAreTheSame() throws Exception {
    SmimeSigner signer = OddValues.signer(signing);
    Der same = OddValues.signed(signing, 42, leaf, signing, sub.certificate(), leaf);
    assertThat(same).isNotEqualTo(signer.encode(leaf.der(), chain));
    assertThat(signer.matches(SmimeDecoder.decode(same), leaf.der(), chain)).isTrue();
  }

  @Test
  void anotherSignerAnotherStatementOrOtherCertificatesDoNotMatch() throws Exception {
    SmimeSigner signer = OddValues.signer(signing);
    Certificate second = signing("publisher@example.com");
    Certificate bob = sub.issue("bob@example.com");
    List<Der> different =
        List.of(
            OddValues.signed(second, 42, leaf, signing, sub.certificate(), leaf),
            OddValues.signed(signing, 22, leaf, signing, sub.certificate(), leaf),
            OddValues.signed(signing, 42, bob, signing, sub.certificate(), leaf),
            OddValues.signed(signing, 42, leaf, sub.certificate(), leaf),
            OddValues.signed(signing, 42, leaf, signing, leaf),
            new CertsOnlyEncoder().encode(leaf.der(), List.of(chain.get(0), signing.der())));
    for (Der value : different) {
      assertThat(signer.matches(SmimeDecoder.decode(value), leaf.der(), chain)).isFalse();
    }
  }

  @Test
  void onlyItsOwnValuesAreKnownAsSignedByIt() throws Exception {
    SmimeSigner signer = OddValues.signer(signing);
    SmimeValue own = SmimeDecoder.decode(signer.encode(leaf.der(), chain));
    SmimeValue holders = SmimeDecoder.decode(OddValues.signed(leaf, 42, leaf, leaf));
    assertThat(signer.signed(own)).isTrue();
    assertThat(signer.signed(holders)).isFalse();
    assertThat(new CertsOnlyEncoder().signed(own)).isFalse();
    assertThat(signer.adds(signing)).isTrue();
    assertThat(signer.adds(leaf)).isFalse();
  }

  @Test
  void aSignerThatCouldEncryptIsRefused() {
    Certificate both =
        root.leaf("publisher@example.com")
            .key(TestKey.Kind.RSA)
            .usage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)
            .issue();
    assertThatExceptionOfType(SigningKeyException.class)
        .isThrownBy(() -> OddValues.signer(both))
        .withMessageContaining("CN=publisher")
        .withMessageContaining("use one for signing alone");
  }
}
