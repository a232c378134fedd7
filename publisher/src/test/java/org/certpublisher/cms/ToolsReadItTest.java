package org.certpublisher.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.testing.TestCa;
import org.certpublisher.testing.TestKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bytes are given to programs that we did not write: openssl and gpgsm. */
final class ToolsReadItTest {
  @TempDir Path folder;
  private final TestCa root = TestCa.create("Corp CA");
  private final TestCa sub = root.subCa("Sub CA");
  private final Certificate leaf = sub.issue("alice@example.com");
  private final List<Der> chain = List.of(sub.certificate().der());
  private Path value = Path.of("");

  @BeforeEach
  void write() throws IOException {
    value = folder.resolve("value.p7");
    Files.write(value, new CertsOnlyEncoder().encode(leaf.der(), chain).toBytes());
  }

  /** Runs a program, expects success and gives what it said on both outputs. */
  private String run(String... command) throws Exception {
    List<String> line = new ArrayList<>(Arrays.asList(command));
    Path out = folder.resolve("out.txt");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().put("GNUPGHOME", folder.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.flush();
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", line).isTrue();
    String text = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as("%s: %s", line, text).isZero();
    return text;
  }

  @Test
  void opensslFindsSignedDataWithoutSigners() throws Exception {
    String text = run("openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-in", "" + value);
    assertThat(text)
        .contains("pkcs7-signedData", "eContent: <ABSENT>", "CN=alice", "CN=Sub CA")
        .containsPattern("signerInfos:\\s+<EMPTY>");
  }

  @Test
  void opensslGivesTheCertificatesBackByteForByte() throws Exception {
    String pem = run("openssl", "pkcs7", "-print_certs", "-inform", "DER", "-in", value.toString());
    List<Der> back = new ArrayList<>();
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    for (String block : pem.split("(?=-----BEGIN)", -1)) {
      if (block.startsWith("-----BEGIN")) {
        byte[] bytes = block.getBytes(StandardCharsets.US_ASCII);
        var certificate = factory.generateCertificate(new java.io.ByteArrayInputStream(bytes));
        back.add(Der.wrap(certificate.getEncoded()));
      }
    }
    assertThat(back).containsExactlyInAnyOrder(leaf.der(), chain.get(0));
  }

  @Test
  void gpgsmImportsTheCertificates() throws Exception {
    String text = run("gpgsm", "--batch", "--disable-dirmngr", "--import", value.toString());
    assertThat(text).contains("imported: 2");
    assertThat(run("gpgsm", "--batch", "--disable-dirmngr", "--list-keys", "alice@example.com"))
        .contains("CN=alice");
    run("gpgconf", "--homedir", folder.toString(), "--kill", "all");
  }

  private byte[] pkcs12(TestKey.Kind kind, Certificate certificate, String password)
      throws Exception {
    String algorithm = kind == TestKey.Kind.RSA ? "RSA" : "EC";
    byte[] pkcs8 = TestKey.of(kind, "subject").pkcs8();
    PrivateKey key =
        KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    java.io.ByteArrayInputStream der =
        new java.io.ByteArrayInputStream(certificate.der().toBytes());
    java.security.cert.Certificate[] certificates = {
      CertificateFactory.getInstance("X.509").generateCertificate(der)
    };
    store.setKeyEntry("signer", key, password.toCharArray(), certificates);
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    store.store(out, password.toCharArray());
    return out.toByteArray();
  }

  @ParameterizedTest
  @EnumSource(names = {"RSA", "EC"})
  void opensslVerifiesASignedValue(TestKey.Kind kind) throws Exception {
    Certificate signing =
        root.leaf("publisher@example.com").key(kind).usage(KeyUsage.digitalSignature).issue();
    byte[] file = pkcs12(kind, signing, "secret");
    SmimeSigner signer = SmimeSigner.fromPkcs12(file, "secret".toCharArray());
    Der signed = signer.encode(leaf.der(), chain);
    assertThat(signer.encode(leaf.der(), chain)).isEqualTo(signed);
    Files.write(value, signed.toBytes());
    Path rootFile = folder.resolve("root.pem");
    writePem(rootFile, root.certificate());
    String verified =
        run(
            "openssl",
            "cms",
            "-verify",
            "-inform",
            "DER",
            "-in",
            value.toString(),
            "-CAfile",
            rootFile.toString(),
            "-no_check_time");
    assertThat(verified).contains("Empty Body").containsIgnoringCase("verification successful");
    String text = run("openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-in", "" + value);
    assertThat(text)
        .contains("S/MIME Capabilities", "id-smime-aa-encrypKeyPref", "1.3.6.1.4.1.311.16.4");
    SmimeValue decoded = SmimeDecoder.decode(signed);
    assertThat(decoded.form()).isEqualTo(SmimeValue.Form.SIGNED);
    assertThat(decoded.leafCertificate()).contains(leaf);
    assertThat(decoded.certificates()).contains(signing);
    assertThat(signer.matches(decoded, leaf.der(), chain)).isTrue();
    SmimeValue plain = SmimeDecoder.decode(new CertsOnlyEncoder().encode(leaf.der(), chain));
    assertThat(signer.matches(plain, leaf.der(), chain)).isFalse();
  }

  private static void writePem(Path file, Certificate certificate) throws IOException {
    Files.writeString(
        file,
        "-----BEGIN CERTIFICATE-----\n"
            + certificate.der().toBase64().replaceAll("(.{64})", "$1\n")
            + "\n-----END CERTIFICATE-----\n");
  }

  @Test
  void aWrongPasswordIsSaid() throws Exception {
    byte[] file = pkcs12(TestKey.Kind.EC, root.certificate(), "secret");
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> SmimeSigner.fromPkcs12(file, "wrong".toCharArray()))
        .isInstanceOf(SigningKeyException.class)
        .hasMessageContaining("wrong password or damaged");
  }
}
