package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong: a message that says what, the right exit code, and nothing is withdrawn. */
final class TroubleIT {
  private static final int PEOPLE = 30;

  @TempDir private Path folder;
  private Slapd slapd;
  private GeneratedCa ca;
  private Scene scene;
  private Map<String, People.Held> before;
  private long modifications;

  @BeforeEach
  void allIsWellAtFirst() {
    ca = GeneratedCa.create(folder.resolve("ca"), PEOPLE);
    ca.writeCrl(Instant.now().minusSeconds(60), Instant.now().plus(Duration.ofDays(7)));
    slapd = new Slapd(folder.resolve("slapd")).notDurable().seedPeople(PEOPLE + 1).start();
    scene = new Scene(folder, slapd).generated(ca).crl(ca.crl()).write();
    Program.Result first = scene.run("apply");
    assertThat(first.exit()).as(first.all()).isZero();
    before = new People(slapd).read();
    modifications = slapd.modifications();
    assertThat(modifications).isEqualTo(PEOPLE);
  }

  @AfterEach
  void stop() {
    slapd.close();
  }

  @Test
  void emptyNewcerts() {
    for (int number = 0; number < PEOPLE; number++) {
      delete(ca.file(number));
    }

    Program.Result apply = scene.run("apply");

    assertTold(apply, 1, ca.certificates().toString());
    assertNothingWritten();
  }

  @Test
  void missingNewcerts() throws IOException {
    Files.move(ca.certificates(), folder.resolve("elsewhere"));

    Program.Result apply = scene.run("apply");

    assertTold(apply, 1, ca.certificates().toString());
    assertNothingWritten();
  }

  @Test
  void truncatedDatabase() throws IOException {
    String text = Files.readString(ca.database());
    Files.writeString(ca.database(), text.substring(0, text.lastIndexOf("\tunknown")));

    Program.Result apply = scene.run("apply");

    assertTold(apply, 1, ca.database() + ":" + PEOPLE, "cut off");
    assertNothingWritten();
  }

  @Test
  void databaseCutInsideItsLastSubject() throws IOException {
    String text = Files.readString(ca.database());
    Files.writeString(ca.database(), text.substring(0, text.length() - 3));

    Program.Result apply = scene.run("apply");

    assertTold(apply, 1, ca.database() + ":" + PEOPLE, "cut off", "index.txt.old");
    assertNothingWritten();
  }

  @Test
  void databaseThatLostHalfItsRowsCleanly() {
    ca.writeIndex(PEOPLE / 2, 0);

    Program.Result apply = scene.run("apply");

    assertTold(apply, 2, "corp-ca", "--accept-inventory");
    assertNothingWritten();
  }

  @Test
  void unreadableRevocationList() throws IOException {
    Files.writeString(ca.crl(), "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n");

    Program.Result apply = scene.run("apply");

    assertTold(apply, 1, "revocation is not known", ca.crl().toString());
    assertNothingWritten();
  }

  @Test
  void missingRevocationListPublishesNothingNew() throws IOException {
    Files.delete(ca.crl());
    removeFromDirectory(GeneratedCa.uid(3));

    Program.Result apply = scene.run("apply");

    assertTold(apply, 1, "revocation is not known", ca.crl().toString());
    assertThat(new People(slapd).read(GeneratedCa.uid(3)).userCertificate()).isEmpty();
    assertThat(new People(slapd).read(GeneratedCa.uid(4)).userCertificate()).hasSize(1);
  }

  @Test
  void staleRevocationList() {
    ca.writeCrl(Instant.now().minus(Duration.ofDays(9)), Instant.now().minus(Duration.ofDays(2)));

    Program.Result apply = scene.run("apply");

    assertTold(apply, 1, "revocation is not known", ca.crl().toString());
    assertNothingWritten();
  }

  @Test
  void wrongPassword() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong-password"), "not the password\n");
    scene.password(wrong).write();

    Program.Result apply = scene.run("apply");

    assertTold(apply, 1, Slapd.PUBLISHER);
    assertThat(apply.all()).doesNotContain("not the password");
    assertNothingWritten();
  }

  @Test
  void deadDirectory() {
    slapd.stop();
    Instant started = Instant.now();

    Program.Result apply = scene.run("apply");

    assertThat(Duration.between(started, Instant.now())).isLessThan(Duration.ofSeconds(35));
    assertTold(apply, 1, slapd.url(), "Connection refused");
    assertThat(apply.err()).as("what libraries say is for the log").doesNotContain("LDAPException");
    slapd.start();
    assertNothingWritten();
  }

  @Test
  void directoryThatTakesTheConnectionAndSaysNothing() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String url = "ldap://localhost:" + silent.getLocalPort();
      scene.url(url).write();
      Instant started = Instant.now();

      Program.Result apply = scene.run("apply");

      assertThat(Duration.between(started, Instant.now())).isLessThan(Duration.ofSeconds(35));
      assertTold(apply, 1, url);
    }
    assertNothingWritten();
  }

  @Test
  void directoryWithTheCertificateOfAnotherHost() {
    slapd.stop();
    slapd.withCertificateOfAnotherHost().start();

    for (String url : List.of(slapd.url(), slapd.ldapsUrl())) {
      scene.url(url).write();
      Program.Result apply = scene.run("apply");
      assertTold(apply, 1, url, "certificate");
    }
    assertThat(slapd.modifications()).isEqualTo(modifications);
  }

  @Test
  void unknownKeyInTheConfiguration() {
    scene.policy("mode: full\nunknwon: keep").write();

    Program.Result apply = scene.run("apply");

    assertTold(apply, 78, scene.settings() + ":", "unknwon", "did you mean \"unknown\"");
    assertNothingWritten();
  }

  @Test
  void impostorAmongTheIssuedIsNeverPublished() throws IOException {
    GeneratedCa impostor = GeneratedCa.create(folder.resolve("impostor"), PEOPLE + 1);
    ca.writeIndex(PEOPLE + 1, 0);
    Files.copy(impostor.file(PEOPLE), ca.file(PEOPLE));

    Program.Result apply = scene.run("apply");

    assertTold(apply, 0, ca.file(PEOPLE).getFileName().toString());
    assertNothingWritten();
  }

  @Test
  void privateKeyBesideTheCertificatesIsNeitherPublishedNorPrinted() throws IOException {
    String key = Commands.run(folder, "/usr/bin/openssl", "genrsa", "2048");
    Path beside = Files.createDirectories(folder.resolve("export"));
    for (int number = 0; number < PEOPLE; number++) {
      Files.copy(ca.file(number), beside.resolve(number + ".pem"));
    }
    Files.writeString(beside.resolve("anna.key"), key);
    Files.writeString(beside.resolve("both.pem"), key + Files.readString(ca.file(0)));
    scene.folder(ca.certificate(), beside).crl(ca.crl()).write();

    Program.Result apply = scene.run("apply", "--accept-inventory", "corp-ca");

    assertThat(apply.exit()).as(apply.all()).isZero();
    String body = key.lines().filter(line -> !line.startsWith("-")).findFirst().orElse(key);
    assertThat(apply.all()).doesNotContain(body);
    assertNothingWritten();
  }

  @Test
  void stackTracesAreForDebugOnly() {
    slapd.stop();

    assertThat(scene.run("apply").all()).doesNotContain("\tat ");
    assertThat(scene.run("apply", "--debug").all()).contains(" DEBUG ", "\tat ");
  }

  private void assertNothingWritten() {
    assertThat(slapd.modifications()).isEqualTo(modifications);
    assertThat(new People(slapd).read()).isEqualTo(before);
  }

  private static void assertTold(Program.Result result, int exit, String... words) {
    assertThat(result.exit()).as(result.all()).isEqualTo(exit);
    assertThat(result.out() + result.err()).contains(words).doesNotContain("\tat org.");
  }

  private void removeFromDirectory(String uid) {
    String ldif =
        "dn: %s\nchangetype: modify\ndelete: userCertificate;binary\n-\ndelete: userSMIMECertificate\n"
            .formatted(Slapd.dn(uid));
    Commands.feed(
        folder,
        ldif,
        "/usr/bin/ldapmodify",
        "-x",
        "-H",
        slapd.url(),
        "-D",
        Slapd.ADMIN,
        "-w",
        Slapd.PASSWORD);
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
