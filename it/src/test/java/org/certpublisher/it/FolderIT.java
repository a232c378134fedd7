package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.certpublisher.testing.OpenSslCa;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A CA that exports certificates to a folder and a revocation list. */
final class FolderIT {
  @TempDir private Path folder;

  @Test
  void whatTheFolderHoldsIsPublishedAndWhatTheListRevokesGoes() throws IOException {
    OpenSslCa ca = OpenSslCa.create(folder.resolve("ca"), OpenSslCa.Key.P256);
    String anna = ca.issue("u000000@example.com");
    String ben = ca.issue("u000001@example.com");
    Path exported = Files.createDirectories(folder.resolve("export"));
    Files.copy(ca.file(anna), exported.resolve("anna.pem"));
    ca.openssl(
        "x509",
        "-in",
        ca.file(ben).toString(),
        "-outform",
        "DER",
        "-out",
        exported.resolve("ben.cer").toString());
    try (Slapd slapd = new Slapd(folder.resolve("slapd")).seedPeople(2).start()) {
      People people = new People(slapd);
      Scene scene =
          new Scene(folder, slapd).folder(ca.certificate(), exported).crl(ca.gencrl(7)).write();

      Program.Result first = scene.run("apply");
      assertThat(first.exit()).as(first.all()).isZero();
      assertThat(people.read("u000000").userCertificate()).hasSize(1);
      assertThat(people.read("u000001").smimeLeaves())
          .isEqualTo(people.read("u000001").userCertificate())
          .hasSize(1);

      ca.revoke(ben, "-crl_reason", "superseded");
      ca.gencrl(7);
      Program.Result second = scene.run("apply");
      assertThat(second.exit()).as(second.all()).isZero();
      assertThat(people.read("u000000").userCertificate()).hasSize(1);
      assertThat(people.read("u000001").userCertificate()).isEmpty();
      assertThat(people.read("u000001").userSmimeCertificate()).isEmpty();
    }
  }
}
