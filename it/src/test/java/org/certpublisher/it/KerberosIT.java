package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.Outcome;
import org.certpublisher.directory.ldap.LdapDirectory;
import org.certpublisher.directory.ldap.LdapSettings;
import org.certpublisher.directory.ldap.connect.Bind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Binds by keytab, with Samba's KDC. No file of the machine's Kerberos is read. */
@Timeout(120)
final class KerberosIT {
  private static final String PRINCIPAL = "publisher@" + SambaAd.REALM;

  @TempDir static Path directory;
  private static SambaAd samba;
  private static Path keytab;

  @BeforeAll
  static void start() {
    samba = new SambaAd(directory).seedPeople(1);
    samba.kerberos();
    keytab = samba.keytab("publisher");
    samba.start();
  }

  @AfterAll
  static void stop() {
    samba.close();
  }

  private static LdapSettings settings(Bind bind, String url, LdapSettings.Tls tls) {
    return new LdapSettings(
        List.of(url),
        Optional.empty(),
        new LdapSettings.Security(
            tls, tls == LdapSettings.Tls.NONE ? Optional.empty() : Optional.of(samba.authority())),
        bind,
        new LdapSettings.Entries(SambaAd.PEOPLE, "(objectClass=person)", MatchRules.of("mail")),
        new LdapSettings.Limits(
            500, Duration.ofSeconds(15), Duration.ofSeconds(25), Duration.ofSeconds(30)));
  }

  private static Bind bind(String principal, Path keys) {
    return new Bind.Gssapi(principal, keys, Optional.of(samba.address()));
  }

  private static void publishes(String url, LdapSettings.Tls tls, int number) throws Exception {
    try (Directory opened = LdapDirectory.open(settings(bind(PRINCIPAL, keytab), url, tls))) {
      DirectoryEntry entry = opened.read(SambaAd.dn("u000000")).orElseThrow();
      var ours = DirectorySuite.VALUES.certificate(number, "u000000");
      assertThat(
              opened.modify(
                  List.of(
                      Changes.change(
                          entry, Changes.change(entry, DirectorySuite.CERT, Set.of(), ours)))))
          .containsExactly(Outcome.DONE);
      assertThat(opened.describe().facts()).anyMatch(f -> f.startsWith("bound as " + PRINCIPAL));
    }
  }

  private static void refused(Bind bind, String... words) {
    assertThatThrownBy(
            () ->
                LdapDirectory.open(settings(bind, samba.ldapsUrl(), LdapSettings.Tls.REQUIRED))
                    .close())
        .isInstanceOf(DirectoryException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void aKeytabPublishesOverLdapsTiedToTheServersCertificate() throws Exception {
    publishes(samba.ldapsUrl(), LdapSettings.Tls.REQUIRED, 1);
  }

  @Test
  void aKeytabPublishesOverStartTls() throws Exception {
    publishes(samba.url(), LdapSettings.Tls.REQUIRED, 2);
  }

  @Test
  void withoutTlsKerberosEncrypts() throws Exception {
    publishes(samba.url(), LdapSettings.Tls.NONE, 3);
  }

  @Test
  void aPrincipalThatTheKeytabDoesNotHoldIsSaid() {
    refused(bind("reader@" + SambaAd.REALM, keytab), "holds no key of reader@", "klist -k");
  }

  @Test
  void aPrincipalThatTheRealmDoesNotKnowIsSaid() throws IOException {
    Path copy = directory.resolve("nobody.keytab");
    byte[] bytes = Files.readAllBytes(keytab);
    Files.write(
        copy,
        new String(bytes, StandardCharsets.ISO_8859_1)
            .replace("publisher", "publishes")
            .getBytes(StandardCharsets.ISO_8859_1));
    refused(bind("publishes@" + SambaAd.REALM, copy), "(6)", "the realm knows no such principal");
  }

  @Test
  void aKeyFromBeforeAChangeOfPasswordIsSaid() {
    Path old = samba.keytab("reader");
    samba.tool("user", "setpassword", "reader", "--newpassword=another-horse");
    refused(bind("reader@" + SambaAd.REALM, old), "(24)", "holds an old key");
  }

  @Test
  void aKdcThatDoesNotAnswerIsSaid() {
    refused(
        new Bind.Gssapi(PRINCIPAL, keytab, Optional.of("127.0.0.1")),
        "the realm's KDC is not reached",
        "_kerberos._udp." + SambaAd.REALM);
  }

  @Test
  void aHostWithoutAServicePrincipalIsSaid() {
    String service = "ldap/" + samba.address();
    samba.tool("spn", "delete", service, "DC1$");
    try {
      refused(bind(PRINCIPAL, keytab), "(7)", "ldap/HOST");
    } finally {
      samba.tool("spn", "add", service, "DC1$");
    }
  }
}
