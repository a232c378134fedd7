package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** gpgsm trusts a root and meets a certificate of a CA below it that it has never seen. */
final class IssuerRetrievalIT {
  private static final String ADDRESS = "u000000@example.com";
  private static final String PKI = "ou=PKI," + Slapd.BASE;

  @TempDir private Path folder;

  @Test
  void gpgsmCompletesTheChainOnceTheCaIsPublishedAndNotBefore() throws Exception {
    TwoLevelCa ca =
        TwoLevelCa.create(folder.resolve("ca"), "/DC=com/DC=example/OU=PKI/CN=Issuing CA");
    Path certificate = ca.issue(ADDRESS);
    try (Slapd slapd =
        new Slapd(folder.resolve("slapd"))
            .with(
                "",
                "access to dn.subtree=\"%s\" by dn.exact=\"%s\" write by * read"
                    .formatted(PKI, Slapd.PUBLISHER))
            .seedPeople(1)
            .start()) {
      try (LDAPConnection admin =
          new LDAPConnection(
              "localhost", URI.create(slapd.url()).getPort(), Slapd.ADMIN, Slapd.PASSWORD)) {
        admin.add("dn: " + PKI, "objectClass: organizationalUnit", "ou: PKI");
      }
      assertDone(scene("people", ca, slapd).write().run("apply"));
      RealClient.Mails before = write("before", ca, slapd);
      assertThat(before.mail(ADDRESS)).isEmpty();
      assertThat(before.why(ADDRESS)).containsIgnoringCase("issuer certificate");

      assertDone(
          scene("authority", ca, slapd)
              .crl(ca.gencrl())
              .authorities("attributes: [ cACertificate, certificateRevocationList ]")
              .policy("mode: full\ncreate-missing: true")
              .write()
              .run("apply"));
      RealClient.Mails after = write("after", ca, slapd);
      assertThat(after.mail(ADDRESS)).as(after.why(ADDRESS)).isPresent();
      assertThat(after.opens(ADDRESS, certificate, ca.userKey())).isTrue();
    }
  }

  private static void assertDone(Program.Result result) {
    assertThat(result.exit()).as(result.all()).isZero();
  }

  private Scene scene(String name, TwoLevelCa ca, Slapd slapd) throws IOException {
    return new Scene(Files.createDirectories(folder.resolve(name)), slapd)
        .openssl(ca.certificate(), ca.database(), ca.certificates());
  }

  /** Looks up and encrypts; the root is all that the client knows. */
  private RealClient.Mails write(String when, TwoLevelCa ca, Slapd slapd) throws IOException {
    return RealClient.GPGSM.write(
        Files.createDirectories(folder.resolve(when)),
        new RealClient.Setting(slapd, ca.root(), ca.root()),
        List.of(ADDRESS));
  }
}
