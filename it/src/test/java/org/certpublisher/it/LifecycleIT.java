package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.certpublisher.cert.Der;
import org.certpublisher.testing.OpenSslCa;
import org.certpublisher.testing.Wish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens at the CA, one apply later the directory says it, and nothing else changed. */
final class LifecycleIT {
  private static final String BINARY = "userCertificate;binary";
  private static final String SMIME = "userSMIMECertificate";

  private static final String REVOKED = "u000000";
  private static final String EXPIRED = "u000001";
  private static final String HELD = "u000002";
  private static final String RELEASED = "u000003";
  private static final String RENEWED = "u000004";
  private static final String WITH_FOREIGN = "u000005";
  private static final String ONLY_FOREIGN = "u000006";
  private static final String GARBAGE = "u000007";
  private static final String UNTOUCHED = "u000008";
  private static final int PEOPLE = 9;

  @TempDir private Path folder;

  @Test
  void oneApplyCarriesOutAllThatHappenedAndNothingElse() throws IOException {
    OpenSslCa ca = OpenSslCa.create(folder.resolve("ca"), OpenSslCa.Key.P256);
    OpenSslCa other = OpenSslCa.create(folder.resolve("other"), OpenSslCa.Key.RSA);
    try (Slapd slapd = new Slapd(folder.resolve("slapd")).seedPeople(PEOPLE).start()) {
      People people = new People(slapd);
      final Set<Der> strangers = strangers(people, other);
      Map<String, String> serials = issue(ca);
      String expired = ca.issue(over(EXPIRED));
      people.add(EXPIRED, BINARY, der(ca, expired));
      people.add(EXPIRED, SMIME, pkcs7(ca, expired));
      ca.hold(serial(serials, RELEASED));
      Scene scene =
          new Scene(folder, slapd)
              .openssl(ca.certificate(), ca.database(), ca.certificates())
              .crl(ca.gencrl(7))
              .write();
      Program.Result first = scene.run("apply");
      assertThat(first.exit()).as(first.all()).isZero();
      assertThat(people.read(RELEASED).userCertificate()).isEmpty();
      assertThat(people.read(HELD).userCertificate()).isNotEmpty();

      ca.revoke(serial(serials, REVOKED), "-crl_reason", "keyCompromise");
      ca.hold(serial(serials, HELD));
      ca.release(serial(serials, RELEASED));
      String renewed = ca.issue(mail(RENEWED));
      ca.gencrl(7);
      Program.Result second = scene.run("apply");

      assertThat(second.exit()).as(second.all()).isZero();
      Map<String, Set<Der>> ours = new TreeMap<>();
      for (String uid : new String[] {RELEASED, WITH_FOREIGN, GARBAGE, UNTOUCHED}) {
        ours.put(uid, Set.of(der(ca, serial(serials, uid))));
      }
      ours.put(RENEWED, Set.of(der(ca, renewed)));
      people.read().forEach((uid, held) -> assertExactly(uid, held, ours, strangers));
      Program.Result nothing = scene.run("plan");
      assertThat(nothing.exit()).as(nothing.all()).isZero();
    }
  }

  private static void assertExactly(
      String uid, People.Held held, Map<String, Set<Der>> ours, Set<Der> strangers) {
    Set<Der> expected = ours.getOrDefault(uid, Set.of());
    Set<Der> certificates = new HashSet<>(held.userCertificate());
    Set<Der> smime = new HashSet<>(held.userSmimeCertificate());
    boolean stranger = uid.equals(WITH_FOREIGN) || uid.equals(ONLY_FOREIGN);
    assertThat(certificates.removeAll(strangers)).as(uid).isEqualTo(stranger);
    assertThat(smime.removeAll(strangers)).as(uid).isEqualTo(stranger || uid.equals(GARBAGE));
    assertThat(certificates).as(uid).isEqualTo(expected);
    assertThat(new People.Held(Set.of(), smime).smimeLeaves()).as(uid).isEqualTo(expected);
    assertThat(smime).as(uid).hasSameSizeAs(expected);
  }

  /** Puts in what is none of ours; gives all of it. */
  private Set<Der> strangers(People people, OpenSslCa other) throws IOException {
    String foreign = other.issue(mail(WITH_FOREIGN));
    Der selfSigned = Der.wrap(Files.readAllBytes(selfSigned()));
    Der garbage = Der.copyOf("no PKCS#7 at all".getBytes(StandardCharsets.UTF_8));
    for (String uid : new String[] {WITH_FOREIGN, ONLY_FOREIGN}) {
      people.add(uid, BINARY, der(other, foreign), selfSigned);
      people.add(uid, SMIME, pkcs7(other, foreign));
    }
    people.add(GARBAGE, SMIME, garbage);
    return Set.of(der(other, foreign), selfSigned, pkcs7(other, foreign), garbage);
  }

  private Path selfSigned() {
    Path file = folder.resolve("self.der");
    Commands.run(
        folder,
        ("/usr/bin/openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=self -outform DER"
                + " -keyout self.key -out "
                + file)
            .split(" ", -1));
    return file;
  }

  private static Map<String, String> issue(OpenSslCa ca) {
    Map<String, String> serials = new TreeMap<>();
    for (String uid :
        new String[] {REVOKED, HELD, RELEASED, RENEWED, WITH_FOREIGN, GARBAGE, UNTOUCHED}) {
      Instant now = Instant.now();
      Wish wish = Wish.of(uid + "@example.com");
      serials.put(
          uid,
          ca.issue(
              new Wish(
                  wish.subject(),
                  wish.mailboxes(),
                  wish.key(),
                  wish.keyUsage(),
                  now.minus(Duration.ofDays(300)),
                  now.plus(Duration.ofDays(60)))));
    }
    return serials;
  }

  private static Wish mail(String uid) {
    return Wish.of(uid + "@example.com");
  }

  private static Wish over(String uid) {
    Instant now = Instant.now();
    Wish wish = mail(uid);
    return new Wish(
        wish.subject(),
        wish.mailboxes(),
        wish.key(),
        wish.keyUsage(),
        now.minus(Duration.ofDays(300)),
        now.minus(Duration.ofDays(1)));
  }

  private static String serial(Map<String, String> serials, String uid) {
    return serials.getOrDefault(uid, "none for " + uid);
  }

  private Der der(OpenSslCa ca, String serial) throws IOException {
    Path out = folder.resolve("out.der");
    ca.openssl(
        "x509", "-in", ca.file(serial).toString(), "-outform", "DER", "-out", out.toString());
    return Der.wrap(Files.readAllBytes(out));
  }

  private Der pkcs7(OpenSslCa ca, String serial) throws IOException {
    Path out = folder.resolve("out.p7");
    ca.openssl(
        "crl2pkcs7",
        "-nocrl",
        "-certfile",
        ca.file(serial).toString(),
        "-outform",
        "DER",
        "-out",
        out.toString());
    return Der.wrap(Files.readAllBytes(out));
  }
}
