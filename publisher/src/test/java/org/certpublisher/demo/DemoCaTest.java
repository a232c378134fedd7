package org.certpublisher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Validity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoCaTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  @TempDir private Path folder;

  @Test
  void theDatabaseReadsAsOpenSslWritesIt() throws Exception {
    DemoCa ca = ca(Keys.generate().ca());
    Keys keys = Keys.generate();
    Der zoe = ca.issue(order("Zoë", keys));
    Der ben = ca.issue(order("Ben", keys));
    ca.revoke(zoe, "keyCompromise");
    ca.revoke(ben, "certificateHold");
    ca.release(ben);

    assertThat(Files.readString(folder.resolve("index.txt"), StandardCharsets.US_ASCII))
        .isEqualTo(
            "R\t271124120000Z\t261124120000Z,keyCompromise\t1000\tunknown\t"
                + "/C=DE/O=Example/CN=Zo\\xC3\\xAB\n"
                + "V\t271124120000Z\t\t1001\tunknown\t/C=DE/O=Example/CN=Ben\n");
    assertThat(((X509CertificateHolder) pem("newcerts/1000.pem")).getEncoded())
        .isEqualTo(zoe.toBytes());
  }

  @Test
  void theRevocationListIsSignedAndNamesTheRevokedOnly() throws Exception {
    Keys keys = Keys.generate();
    DemoCa ca = ca(keys.ca());
    Der zoe = ca.issue(order("Zoë", keys));
    ca.issue(order("Ben", keys));
    ca.revoke(zoe, "keyCompromise");

    X509CRLHolder list = (X509CRLHolder) pem("crl.pem");

    assertThat(
            list.isSignatureValid(
                new JcaContentVerifierProviderBuilder().build(keys.ca().getPublic())))
        .isTrue();
    assertThat(list.getRevokedCertificates().size()).isEqualTo(1);
    assertThat(list.getRevokedCertificate(new X509CertificateHolder(zoe.view()).getSerialNumber()))
        .isNotNull();
  }

  private DemoCa ca(KeyPair key) throws Exception {
    Validity validity = new Validity(NOW, NOW.plus(Duration.ofDays(3650)));
    return DemoCa.create(folder, new Issuer("Demo CA", key, validity), NOW);
  }

  private static Order order(String name, Keys keys) {
    Validity validity = new Validity(NOW, NOW.plus(Duration.ofDays(365)));
    return new Order(
        name, List.of("someone@example.com"), keys.ec().getPublic(), validity, Order.AGREEMENT);
  }

  private Object pem(String name) throws Exception {
    try (Reader file = new FileReader(folder.resolve(name).toFile(), StandardCharsets.US_ASCII);
        PEMParser parser = new PEMParser(file)) {
      return parser.readObject();
    }
  }
}
