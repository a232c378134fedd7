package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.certpublisher.testing.EasyRsaCa;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A CA kept by the real Easy-RSA. */
final class EasyRsaIT {
  @TempDir private Path folder;

  @Test
  void whatEasyRsaIssuesIsPublishedAndWhatItRevokesGoes() {
    EasyRsaCa ca = EasyRsaCa.create(folder.resolve("ca"));
    ca.issue("anna", "u000000@example.com");
    ca.issue("ben", "u000001@example.com");
    try (Slapd slapd = new Slapd(folder.resolve("slapd")).seedPeople(3).start()) {
      People people = new People(slapd);
      Scene scene =
          new Scene(folder, slapd)
              .openssl(ca.certificate(), ca.database(), ca.pki())
              .crl(ca.gencrl())
              .write();

      Program.Result first = scene.run("apply");
      assertThat(first.exit()).as(first.all()).isZero();
      assertThat(people.read("u000000").smimeLeaves())
          .isEqualTo(people.read("u000000").userCertificate())
          .hasSize(1);
      assertThat(people.read("u000001").userCertificate()).hasSize(1);
      assertThat(people.read("u000002").userCertificate()).isEmpty();

      ca.revoke("ben", "keyCompromise");
      ca.gencrl();
      Program.Result second = scene.run("apply");
      assertThat(second.exit()).as(second.all()).isZero();
      assertThat(people.read("u000000").userCertificate()).hasSize(1);
      assertThat(people.read("u000001").userCertificate()).isEmpty();
      assertThat(people.read("u000001").userSmimeCertificate()).isEmpty();
    }
  }
}
