package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.ldap.LdapDirectory;
import org.certpublisher.directory.ldap.LdapSettings;
import org.certpublisher.directory.ldap.connect.Bind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that must not be trusted, each with the cure; the password is never sent to them. */
@Timeout(90)
final class TlsIT {
  @TempDir Path directory;
  private Slapd slapd;

  @BeforeEach
  void prepare() {
    slapd = new Slapd(directory).notDurable();
  }

  @AfterEach
  void stop() {
    slapd.close();
  }

  private void refused(Path trust, String... words) {
    for (String url : List.of(slapd.url(), slapd.ldapsUrl())) {
      LdapSettings settings =
          new LdapSettings(
              List.of(url),
              Optional.empty(),
              new LdapSettings.Security(LdapSettings.Tls.REQUIRED, Optional.of(trust)),
              new Bind.Simple(
                  Slapd.PUBLISHER, () -> Slapd.PASSWORD.getBytes(StandardCharsets.UTF_8)),
              new LdapSettings.Entries(Slapd.PEOPLE, "(objectClass=person)", MatchRules.of("mail")),
              DirectorySuite.limits(500));
      assertThatThrownBy(() -> LdapDirectory.open(settings).close())
          .isInstanceOf(DirectoryException.class)
          .hasMessageContaining(url)
          .hasMessageContainingAll(words);
    }
    assertThat(slapd.logged("BIND dn=")).isZero();
  }

  @Test
  void anExpiredCertificateIsNamedWithItsDay() {
    slapd.certificates().issueFor("expired", "20200101000000Z", "20210203040506Z");
    slapd.withCertificate("expired").start();
    refused(
        slapd.authority(),
        "\"CN=expired\" expired on 2021-02-03T04:05:06Z",
        "have a new one issued and installed");
  }

  @Test
  void aCertificateOfTheFuturePointsToTheClock() {
    slapd.certificates().issueFor("early", "20490101000000Z", "20491231000000Z");
    slapd.withCertificate("early").start();
    refused(
        slapd.authority(), "\"CN=early\" is valid from 2049-01-01T00:00:00Z only", "set the clock");
  }

  @Test
  void anotherCaIsNamedBesideTheOneThatIsTrusted() throws Exception {
    Path elsewhere = java.nio.file.Files.createDirectory(directory.resolve("elsewhere"));
    slapd.start();
    refused(
        new ServerCertificates(elsewhere, "Other CA").authority(),
        "issued by \"CN=Server CA\", is not trusted",
        "server-ca.pem holds \"CN=Other CA\"",
        "name the authority that issued it under trust");
  }

  @Test
  void aCaOfTheSameNameWithAnotherKeyIsNotTheSame() throws Exception {
    Path elsewhere = java.nio.file.Files.createDirectory(directory.resolve("elsewhere"));
    slapd.start();
    refused(
        new ServerCertificates(elsewhere, "Server CA").authority(),
        "issued by \"CN=Server CA\", is not trusted");
  }

  @Test
  void aServerOfTls11OnlyIsRefused() {
    slapd.with("TLSCipherSuite NORMAL:-VERS-ALL:+VERS-TLS1.1\n", "").start();
    refused(slapd.authority(), "no TLS connection", "TLS 1.2 or newer");
  }
}
