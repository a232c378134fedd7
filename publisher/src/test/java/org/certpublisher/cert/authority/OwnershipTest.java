package org.certpublisher.cert.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.x509.CertificateParser;
import org.certpublisher.cert.x509.MalformedCertificateException;
import org.certpublisher.testing.MapVerdicts;
import org.certpublisher.testing.TestCa;
import org.certpublisher.testing.TestKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OwnershipTest {
  private final TestCa ca = TestCa.create("Corp CA");
  private final MapVerdicts verdicts = new MapVerdicts();
  private final Ownership ownership = new Ownership(List.of(ca.authority()), verdicts);

  @Test
  void whatTheAuthoritySignedIsOursAndVerifiedOnceEver() {
    Certificate c = ca.issue("alice@example.com");
    for (int i = 0; i < 3; i++) {
      assertThat(ownership.verdict(c))
          .isEqualTo(new Ownership.Verdict(Ownership.Verdict.Kind.OURS, "Corp CA"));
    }
    assertThat(verdicts.checks()).isEqualTo(1);
    new Ownership(List.of(ca.authority()), verdicts).verdict(c);
    assertThat(verdicts.checks()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(TestKey.Kind.class)
  void everyKindOfAuthorityKeyProves(TestKey.Kind kind) {
    TestCa other = TestCa.create("Other CA", kind);
    Ownership all = new Ownership(List.of(ca.authority(), other.authority()), verdicts);
    assertThat(all.verdict(other.issue("a@x")).authority()).isEqualTo("Other CA");
  }

  @Test
  void aSameNameImpostorIsNotOurs() {
    assertThat(ownership.verdict(ca.impostor().issue("alice@example.com")))
        .isEqualTo(new Ownership.Verdict(Ownership.Verdict.Kind.IMPOSTOR, "Corp CA"));
    Certificate root = ca.impostor().certificate();
    assertThat(ownership.verdict(root).kind()).isEqualTo(Ownership.Verdict.Kind.IMPOSTOR);
  }

  @Test
  void othersAreForeign() {
    assertThat(ownership.verdict(TestCa.create("Else").issue("a@x")))
        .isEqualTo(new Ownership.Verdict(Ownership.Verdict.Kind.FOREIGN, ""));
    assertThat(verdicts.checks()).isZero();
  }

  @Test
  void oneChangedByteAnywhereIsNotOurs() throws MalformedCertificateException {
    byte[] good = ca.issue("alice@example.com").der().toBytes();
    int at = new String(good, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("alice@");
    good[at] = 'b';
    Certificate changed = CertificateParser.parse(Der.wrap(good));
    assertThat(changed.subject().mailboxes()).containsExactly(Mailbox.of("blice@example.com"));
    assertThat(ownership.verdict(changed).kind()).isEqualTo(Ownership.Verdict.Kind.IMPOSTOR);
  }

  @Test
  void sha1StillProvesAndMd5Never() {
    TestCa rsa = TestCa.create("RSA CA", TestKey.Kind.RSA);
    Ownership old = new Ownership(List.of(rsa.authority()), verdicts);
    assertThat(old.verdict(rsa.leaf("a@x").hash(TestKey.Hash.SHA1).issue()).kind())
        .isEqualTo(Ownership.Verdict.Kind.OURS);
    assertThat(old.verdict(rsa.leaf("a@x").hash(TestKey.Hash.MD5).issue()).kind())
        .isEqualTo(Ownership.Verdict.Kind.IMPOSTOR);
  }

  @Test
  void theChainLeavesTheRootOut() {
    TestCa sub = ca.subCa("Sub CA");
    TestCa lower = sub.subCa("Lower CA");
    Ownership all =
        new Ownership(List.of(ca.authority(), sub.authority(), lower.authority()), verdicts);
    assertThat(all.chain("Corp CA", ca.issue("a@x").der())).isEmpty();
    assertThat(all.chain("Sub CA", sub.issue("a@x").der()))
        .containsExactly(sub.certificate().der());
    assertThat(all.chain("Lower CA", lower.issue("a@x").der()))
        .containsExactly(lower.certificate().der(), sub.certificate().der());
    assertThat(all.verdict(lower.issue("a@x")).authority()).isEqualTo("Lower CA");
  }
}
