package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.directory.ClientKey;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.Outcome;
import org.certpublisher.directory.ldap.LdapDirectory;
import org.certpublisher.directory.ldap.LdapSettings;
import org.certpublisher.directory.ldap.connect.Bind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Binds by client certificate and by SCRAM, as OpenLDAP takes and refuses them. */
@Timeout(90)
final class SaslBindIT {
  private static final String MAPPED =
      """
      authz-regexp "^cn=publisher$" "cn=publisher,BASE"
      authz-regexp "^uid=([^,]+),cn=[^,]+,cn=auth$" "cn=$1,BASE"
      """;

  @TempDir Path directory;
  private Slapd slapd;

  @BeforeEach
  void prepare() {
    slapd = new Slapd(directory).notDurable().seedPeople(1);
    slapd.certificates().issueClient("publisher", "secret");
  }

  @AfterEach
  void stop() {
    slapd.close();
  }

  private byte[] file(String name) {
    try {
      return Files.readAllBytes(directory.resolve(name));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private ClientKey key() {
    try {
      return ClientKey.pkcs12(file("publisher.p12"), "secret".toCharArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Bind external() {
    return new Bind.External(key(), Optional.empty());
  }

  private static Bind scram(String user, String password) {
    return new Bind.Scram(user, () -> password.getBytes(StandardCharsets.UTF_8));
  }

  private LdapSettings settings(Bind bind, String url) {
    return new LdapSettings(
        List.of(url),
        Optional.empty(),
        new LdapSettings.Security(LdapSettings.Tls.REQUIRED, Optional.of(slapd.authority())),
        bind,
        new LdapSettings.Entries(Slapd.PEOPLE, "(objectClass=person)", MatchRules.of("mail")),
        DirectorySuite.limits(500));
  }

  private void refused(Bind bind, String... words) {
    assertThatThrownBy(() -> LdapDirectory.open(settings(bind, slapd.ldapsUrl())).close())
        .isInstanceOf(DirectoryException.class)
        .hasMessageContainingAll(words);
  }

  private Outcome published(Bind bind, String url) throws Exception {
    try (Directory opened = LdapDirectory.open(settings(bind, url))) {
      DirectoryEntry entry = opened.read(Slapd.dn("u000000")).orElseThrow();
      var ours = DirectorySuite.VALUES.certificate(url.length(), "u000000");
      return opened
          .modify(
              List.of(
                  Changes.change(
                      entry, Changes.change(entry, DirectorySuite.CERT, java.util.Set.of(), ours))))
          .get(0);
    }
  }

  @Test
  void aClientCertificatePublishesOverLdapsAndStartTls() throws Exception {
    slapd.with(MAPPED + "TLSVerifyClient demand\n", "").start();
    for (String url : List.of(slapd.ldapsUrl(), slapd.url())) {
      assertThat(published(external(), url)).isEqualTo(Outcome.DONE);
    }
    assertThat(slapd.logged("mech=EXTERNAL")).isPositive();
    try (Directory opened = LdapDirectory.open(settings(external(), slapd.url()))) {
      assertThat(opened.describe().facts())
          .contains("bound as CN=publisher, for the server dn:" + Slapd.PUBLISHER);
    }
  }

  @Test
  void keysAreTakenFromPkcs12AndFromPemPlainOrEncrypted() throws Exception {
    ClientKey plain = ClientKey.pem(file("publisher.pem"), file("publisher.key"), Optional.empty());
    ClientKey locked =
        ClientKey.pem(
            file("publisher.pem"),
            file("publisher.locked.key"),
            Optional.of("secret".toCharArray()));
    assertThat(List.of(plain.key(), locked.key())).containsOnly(key().key());
    assertThat(plain.certificate()).isEqualTo(key().certificate());
    assertThat(plain).hasToString("CN=publisher");
  }

  @Test
  void anUnmappedCertificateMayReadAndIsToldHowToBeMapped() throws Exception {
    slapd.with("TLSVerifyClient try\n", "").start();
    Outcome outcome = published(external(), slapd.ldapsUrl());
    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.NOT_PERMITTED);
    assertThat(outcome.text()).contains("CN=publisher", "olcAuthzRegexp");
  }

  @Test
  void aServerThatAsksForNoCertificateIsToldTo() {
    slapd.with(MAPPED, "").start();
    refused(
        external(),
        slapd.ldapsUrl(),
        "did not ask for the client certificate",
        "olcTLSVerifyClient");
  }

  @Test
  void aCertificateOfAnotherCaIsSaidToBeRefused() {
    Path elsewhere = directory.resolve("elsewhere");
    elsewhere.toFile().mkdirs();
    ServerCertificates other = new ServerCertificates(elsewhere);
    other.issueClient("publisher", "secret");
    Bind stranger;
    try {
      stranger =
          new Bind.External(
              ClientKey.pkcs12(file("elsewhere/publisher.p12"), "secret".toCharArray()),
              Optional.empty());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    slapd.with(MAPPED + "TLSVerifyClient demand\n", "").start();
    refused(
        stranger,
        slapd.ldapsUrl(),
        "client certificate of CN=publisher",
        "olcTLSCACertificateFile");
  }

  @Test
  void actingAsAnotherIsRefusedUnlessTheServerAllowsIt() {
    slapd.with(MAPPED + "TLSVerifyClient demand\n", "").start();
    refused(
        new Bind.External(key(), Optional.of("dn:" + Slapd.READER)),
        "may not act as dn:" + Slapd.READER,
        "olcAuthzPolicy");
  }

  @Test
  void scramPublishesAndNeverSendsThePassword() throws Exception {
    slapd.with(MAPPED, "").start();
    assertThat(published(scram("publisher", Slapd.PASSWORD), slapd.url())).isEqualTo(Outcome.DONE);
    assertThat(slapd.logged("mech=SCRAM-SHA-512")).isPositive();
  }

  @Test
  void aWrongScramPasswordIsSaidAndTriedOnce() {
    slapd.with(MAPPED, "").start();
    refused(scram("publisher", "wrong"), "refuses the bind as publisher", "password file");
    assertThat(slapd.logged("method=163")).isLessThanOrEqualTo(2);
  }

  @Test
  void aServerWithoutScramIsNamedWithWhatItOffers() {
    slapd.with("sasl-secprops noanonymous\n", "").start();
    refused(scram("nobody", "wrong"), "refuses the bind as nobody", "olcAuthzRegexp");
  }

  @Test
  void theProgramBindsAsItsConfigurationSays() throws Exception {
    slapd.with(MAPPED + "TLSVerifyClient try\n", "").start();
    Path secret = Files.writeString(directory.resolve("secret"), "secret\n");
    GeneratedCa ca = GeneratedCa.create(directory.resolve("ca"), 1);
    Scene scene = new Scene(directory, slapd).generated(ca);
    for (String bind :
        List.of(
            "method: external, pkcs12: publisher.p12, password-file: \"" + secret + "\"",
            "method: external, certificate: publisher.pem, key: publisher.key",
            "method: scram, user: publisher, password-file: \"" + slapd.passwordFile() + "\"")) {
      Program.Result apply = scene.bind(bind).write().run("apply");
      assertThat(apply.exit()).as(bind + "\n" + apply.all()).isZero();
    }
    assertThat(slapd.modifications()).isEqualTo(1);
    assertThat(slapd.logged("mech=EXTERNAL")).isPositive();
    assertThat(slapd.logged("mech=SCRAM-SHA-512")).isPositive();
  }
}
