package org.certpublisher.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.certpublisher.testing.OpenSslTool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BindReaderTest {
  @TempDir Path temp;
  private ConfigFolder folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = new ConfigFolder(temp);
    folder.write("keytab", "\u0005\u0002");
  }

  private void makeKeys() {
    OpenSslTool.run(
        temp,
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=publisher",
        "-keyout",
        "client.key",
        "-out",
        "client.pem");
    OpenSslTool.run(
        temp,
        "openssl",
        "pkcs12",
        "-export",
        "-in",
        "client.pem",
        "-inkey",
        "client.key",
        "-passout",
        "pass:secret",
        "-out",
        "client.p12");
    OpenSslTool.run(temp, "openssl", "genpkey", "-algorithm", "ED25519", "-out", "other.key");
    OpenSslTool.run(
        temp, "openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "old.key");
    temp.resolve("client.key").toFile().setReadable(false, false);
    temp.resolve("client.key").toFile().setReadable(true, true);
  }

  private static String yaml(String bind) {
    return """
    authorities:
      - name: corp-ca
        certificates: [ corp-ca.pem ]
        source: { type: openssl, database: index.txt, certificates: newcerts }
    directories:
      - name: corp
        urls: [ "ldaps://dc1.example.com" ]
        bind: { %s }
        entries: { base: "ou=People,dc=example,dc=com" }
    publications:
      - name: smime
        authorities: [ corp-ca ]
        directory: corp
        mode: full
    """
        .formatted(bind);
  }

  private DirectorySettings.Bind bind(String bind) throws Exception {
    return folder.read(yaml(bind)).directories().get(0).bind();
  }

  @Test
  void aKeyIsReadFromPkcs12AndFromPem() throws Exception {
    makeKeys();
    for (String bind :
        new String[] {
          "method: external, pkcs12: client.p12, password-file: password",
          "method: external, certificate: client.pem, key: client.key"
        }) {
      var read = (DirectorySettings.Bind.External) bind(bind);
      assertThat(read.key()).hasToString("CN=publisher");
      assertThat(read.authorization()).isEmpty();
    }
  }

  @Test
  void kerberosAndScramAndAnonymousAreRead() throws Exception {
    assertThat(bind("method: gssapi, principal: p@EXAMPLE.COM, keytab: keytab, kdc: dc1"))
        .isEqualTo(
            new DirectorySettings.Bind.Gssapi(
                "p@EXAMPLE.COM", temp.resolve("keytab"), Optional.of("dc1")));
    assertThat(bind("method: scram, user: publisher, password-file: password"))
        .isInstanceOf(DirectorySettings.Bind.Scram.class)
        .asString()
        .contains("***");
    assertThat(bind("method: anonymous")).isEqualTo(new DirectorySettings.Bind.Anonymous());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "method: extrenal | bind.method: found \"extrenal\", expected simple or external or gssapi"
            + " or scram or anonymous; did you mean \"external\"?",
        "method: gssapi, principal: p@R, keytabs: x | bind.keytabs: unknown key; did you mean"
            + " \"keytab\"?",
        "method: gssapi, principal: p@R, keytab: keytab, dn: x | bind.dn: is no key of method"
            + " gssapi, expected principal, keytab, kdc",
        "dn: x, password-file: password, key: keytab | bind.key: is no key of method simple,"
            + " expected dn, password-file",
        "method: anonymous, dn: x | bind.dn: is no key of method anonymous, expected method alone",
        "method: gssapi | bind.principal: is missing, expected the Kerberos principal",
        "method: gssapi | bind.keytab: is missing, expected a file",
        "method: gssapi, principal: p, keytab: keytab | bind.principal: found \"p\", expected a"
            + " principal with its realm",
        "method: gssapi, principal: p@R, keytab: keytab, kdc: 'dc1:8888' | bind.kdc: found"
            + " \"dc1:8888\", expected the host name of a KDC",
        "method: external | bind.pkcs12: is missing, expected a PKCS#12 file, or certificate and"
            + " key",
        "method: external, certificate: client.pem | bind.key: is missing",
        "method: external, pkcs12: client.p12 | bind.password-file: is missing",
        "method: external, pkcs12: client.pem, password-file: password | expected a PKCS#12 file"
            + " with a key and its certificate (it is no PKCS#12)",
        "method: external, pkcs12: client.p12, password-file: keytab | the password is not that of"
            + " the file",
        "method: external, pkcs12: client.p12, password-file: password, key: old.key | bind.key:"
            + " found beside pkcs12",
        "method: external, certificate: client.pem, key: other.key | bind.key: found \"other.key\"",
        "method: external, certificate: client.pem, key: old.key | openssl pkcs8 -topk8",
        "method: external, certificate: client.pem, key: client.key, authorization: admin |"
            + " expected dn: and a distinguished name",
        "method: scram, password-file: password | bind.user: is missing"
      })
  void whatDoesNotGoTogetherIsToldWithItsLine(String bind, String problem) throws IOException {
    makeKeys();
    assertThat(folder.problems(yaml(bind))).contains("publisher.yaml:8: ", problem);
  }

  @Test
  void aClientCertificateNeedsTls() throws IOException {
    makeKeys();
    assertThat(
            folder.problems(
                yaml("method: external, certificate: client.pem, key: client.key")
                    .replace("ldaps:", "ldap:")
                    .replace("    bind", "    tls: none\n    bind")))
        .contains("publisher.yaml:8: directories[0].tls: found \"none\" beside method external");
  }

  @Test
  void aKeyThatEverybodyMayReadIsWarnedOf() throws Exception {
    Files.setPosixFilePermissions(
        temp.resolve("keytab"),
        java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(folder.read(yaml("method: gssapi, principal: p@R, keytab: keytab")).warnings())
        .singleElement()
        .asString()
        .contains("bind.keytab: everybody may read it");
  }
}
