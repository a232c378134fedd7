package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.certpublisher.testing.OpenSslCa;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What apply publishes serves real mail clients, and what it withdraws no longer does. */
final class MailClientsIT {
  private static final String ADDRESS = "u000000@example.com";

  @TempDir private Path folder;

  @Test
  void everyClientFindsThePublishedCertificateAndNoneTheRevokedOne() throws IOException {
    OpenSslCa ca = OpenSslCa.create(folder.resolve("ca"), OpenSslCa.Key.RSA);
    String serial = ca.issue(ADDRESS);
    ca.issue("u000001@example.com");
    try (Slapd slapd = new Slapd(folder.resolve("slapd")).seedPeople(2).start()) {
      Scene scene =
          new Scene(folder, slapd)
              .openssl(ca.certificate(), ca.database(), ca.certificates())
              .write();
      Program.Result published = scene.run("apply");
      assertThat(published.exit()).as(published.all()).isZero();
      for (RealClient client : RealClient.values()) {
        RealClient.Mails mails = write(client, slapd, ca, "published");
        assertThat(mails.mail(ADDRESS)).as(client + ": " + mails.why(ADDRESS)).isPresent();
        assertThat(
                mails.opens(ADDRESS, ca.file(serial), folder.resolve("ca").resolve("user-RSA.key")))
            .as(client + " encrypts to the published certificate")
            .isTrue();
      }
      ca.revoke(serial);
      Program.Result revoked = scene.run("apply");
      assertThat(revoked.exit()).as(revoked.all()).isZero();
      for (RealClient client : RealClient.values()) {
        RealClient.Mails mails = write(client, slapd, ca, "revoked");
        assertThat(mails.mail(ADDRESS)).as(client + " after the revocation").isEmpty();
        assertThat(mails.why(ADDRESS)).as(client + " says why").isNotEmpty();
      }
    }
  }

  private RealClient.Mails write(RealClient client, Slapd slapd, OpenSslCa ca, String when)
      throws IOException {
    Path place =
        Files.createDirectories(
            folder.resolve(when).resolve(client.name().toLowerCase(Locale.ROOT)));
    return client.write(
        place, new RealClient.Setting(slapd, ca.certificate(), ca.certificate()), List.of(ADDRESS));
  }
}
