package org.certpublisher.cert.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.EncryptionUse;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.authority.Authority;
import org.certpublisher.cert.authority.Ownership;
import org.certpublisher.testing.MapVerdicts;
import org.certpublisher.testing.TestCa;
import org.certpublisher.testing.TestKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Certificates that real programs made; each folder says how. */
final class CorpusTest {
  private static final Path CORPUS = Path.of("src/test/resources/corpus");

  static List<Path> certificates() throws IOException {
    try (Stream<Path> files = Files.walk(CORPUS)) {
      return files.filter(f -> f.toString().endsWith(".der")).sorted().toList();
    }
  }

  private static Certificate read(Path file) throws Exception {
    return CertificateParser.parse(Der.wrap(Files.readAllBytes(file)));
  }

  private static Certificate read(String file) throws Exception {
    return read(CORPUS.resolve(file));
  }

  @ParameterizedTest
  @MethodSource("certificates")
  void anIndependentParserReadsTheSame(Path file) throws Exception {
    Certificate ours = read(file);
    ByteArrayInputStream in = new ByteArrayInputStream(Files.readAllBytes(file));
    X509Certificate theirs =
        (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    assertThat(ours.issuance().serialNumber()).isEqualTo(theirs.getSerialNumber());
    assertThat(ours.issuance().issuer().toBytes())
        .isEqualTo(theirs.getIssuerX500Principal().getEncoded());
    assertThat(ours.subject().name().toBytes())
        .isEqualTo(theirs.getSubjectX500Principal().getEncoded());
    assertThat(ours.validity().notBefore()).isEqualTo(theirs.getNotBefore().toInstant());
    assertThat(ours.validity().notAfter()).isEqualTo(theirs.getNotAfter().toInstant());
    assertThat(ours.publicKey().encoded().toBytes()).isEqualTo(theirs.getPublicKey().getEncoded());
    assertThat(ours.usage().ca()).isEqualTo(theirs.getBasicConstraints() >= 0);
    assertThat(ours.usage().hasKeyUsage()).isEqualTo(theirs.getKeyUsage() != null);
    assertThat(ours.usage().extendedKeyUsage())
        .isEqualTo(theirs.getExtendedKeyUsage() == null ? List.of() : theirs.getExtendedKeyUsage());
  }

  @Test
  void everyFactOfOpensslsCertificateIsRead() throws Exception {
    Certificate c = read("openssl/encryption.der");
    assertThat(c.subject().text()).isEqualTo("CN=Älice Schmidt,O=Example,C=DE");
    assertThat(c.subject().mailboxes())
        .containsExactly(Mailbox.of("alice@example.com"), Mailbox.of("a.smith@example.com"));
    assertThat(c.subject().userPrincipalNames()).containsExactly("alice@corp.local");
    assertThat(c.subject().sid()).isEqualTo("S-1-5-21-1-2-3-1104");
    assertThat(c.usage().smimeCapabilities()).isTrue();
    assertThat(c.usage().selectors().templates().get(0)).isEqualTo("CorpSMIME");
    assertThat(c.usage().selectors().templates().get(1)).startsWith("1.3.6.1.4.1.311.21.8.");
    assertThat(c.usage().selectors().policies()).containsExactly("1.2.3.4");
    assertThat(c.issuance().crlDistributionPoints())
        .containsExactly("http://pki.example.com/ca.crl", "ldap://pki.example.com/cn=ca");
    assertThat(EncryptionUse.of(c)).isEqualTo(new EncryptionUse(EncryptionUse.Kind.RSA, List.of()));
    assertThat(read("openssl/ec.der").subject().mailboxes())
        // OpenSSL 3.0 takes the text after UTF8: as Latin-1 unless FORMAT:UTF8 is said
        .containsExactly(Mailbox.of("bob@example.com"), Mailbox.of("j\u00c3\u00b6rg@example.com"));
    assertThat(read("openssl/version1.der").issuance().serialNumber().intValue()).isEqualTo(-0x1f);
    assertThat(read("gnutls/encryption.der").subject().mailboxes())
        .containsExactly(Mailbox.of("dave@example.com"), Mailbox.of("d@example.com"));
    assertThat(EncryptionUse.of(read("easy-rsa/rsa.der")).notes())
        .containsExactly(EncryptionUse.Note.NOT_FOR_MAIL, EncryptionUse.Note.SIGNING_ONLY);
  }

  @Test
  void whatTheCorpusCasSignedVerifies() throws Exception {
    for (String producer : List.of("openssl", "gnutls", "easy-rsa")) {
      Authority authority = new Authority(producer, List.of(read(producer + "/ca.der")));
      Ownership ownership = new Ownership(List.of(authority), new MapVerdicts());
      for (Path file : certificates()) {
        Certificate c = read(file);
        boolean issued =
            c.issuance().issuer().equals(authority.certificates().get(0).subject().name());
        boolean standsAlone = file.endsWith("ed25519-ca.der"); // same name, own key
        boolean ours = ownership.verdict(c).kind() == Ownership.Verdict.Kind.OURS;
        assertThat(ours).as("%s under %s", file, producer).isEqualTo(issued && !standsAlone);
      }
    }
    for (String root : List.of("openssl/rsa-pss.der", "gnutls/ed25519-ca.der")) {
      Certificate c = read(root);
      Authority self = new Authority("self", List.of(c));
      assertThat(new Ownership(List.of(self), new MapVerdicts()).verdict(c).kind())
          .as(root)
          .isEqualTo(Ownership.Verdict.Kind.OURS);
    }
  }

  @Test
  void theTestCaGivesTheSameBytesInEveryRun() throws Exception {
    TestCa ca = TestCa.create("Corpus CA");
    assertThat(ca.issue("alice@example.com")).isEqualTo(read("bouncycastle/rsa.der"));
    assertThat(ca.leaf("bob@example.com").key(TestKey.Kind.EC).usage(KeyUsage.keyAgreement).issue())
        .isEqualTo(read("bouncycastle/ec.der"));
  }
}
