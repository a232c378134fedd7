package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.certpublisher.cert.Der;
import org.certpublisher.cms.CertsOnlyEncoder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clean-up of a thousand expired certificates is undone to the byte on real servers. */
final class UndoIT {
  private static final int PEOPLE = 1000;
  private static final String ALL = String.valueOf(PEOPLE);

  @TempDir private Path folder;
  private GeneratedCa ca;

  @BeforeEach
  void expired() {
    ca =
        GeneratedCa.create(
            folder.resolve("ca"), new GeneratedCa.Order(PEOPLE, 1, Duration.ofDays(-3)));
  }

  /** Entries with an expired certificate in both attributes, as an older program left them. */
  private String ldif(Function<String, String> head, String certificate) {
    return IntStream.range(0, PEOPLE)
        .mapToObj(
            number -> {
              Der der = Der.wrap(ca.der(number));
              Der smime = new CertsOnlyEncoder().encode(der, List.of());
              return head.apply(GeneratedCa.uid(number))
                  + value(certificate, der)
                  + value("userSMIMECertificate", smime)
                  + "\n";
            })
        .collect(Collectors.joining());
  }

  private static String value(String name, Der value) {
    return name + ":: " + Base64.getEncoder().encodeToString(value.toBytes()) + "\n";
  }

  private static void cleanedUpAndUndone(Scene scene, LDAPConnection admin, String people) {
    Snapshot before = Snapshot.of(admin, people);
    assertThat(before.holders()).isEqualTo(PEOPLE);
    Program.Result cleanUp = scene.run("apply", "--allow-withdrawals", ALL);
    assertThat(cleanUp.exit()).as(cleanUp.all()).isZero();
    assertThat(Snapshot.of(admin, people).holders()).isZero();

    Program.Result shown = scene.run("undo", "1");
    assertThat(shown.out()).contains("what run 1 did").contains("1,000 to publish");
    assertThat(shown.err()).contains("cert-publisher undo 1 --yes");
    assertThat(Snapshot.of(admin, people).holders()).isZero();
    Program.Result undone = scene.run("undo", "1", "--yes");
    assertThat(undone.exit()).as(undone.all()).isZero();
    assertThat(Snapshot.of(admin, people)).isEqualTo(before);
    assertThat(scene.run("undo", "1", "--yes").out()).contains("nothing to do");
    assertThat(scene.run("resume", "smime").out()).contains("runs on schedule again");
  }

  @Test
  void onSlapd() throws Exception {
    Path place = folder.resolve("slapd");
    try (Slapd slapd = new Slapd(place)) {
      Function<String, String> head =
          uid ->
              "dn: %s\nobjectClass: inetOrgPerson\nuid: %s\ncn: x\nsn: x\nmail: %s@example.com\n"
                  .formatted(Slapd.dn(uid), uid, uid);
      slapd.seed(written(ldif(head, "userCertificate;binary"))).start();
      Scene scene = new Scene(folder, slapd).generated(ca).write();
      try (LDAPConnection admin =
          new LDAPConnection(
              "localhost", URI.create(slapd.url()).getPort(), Slapd.ADMIN, Slapd.PASSWORD)) {
        cleanedUpAndUndone(scene, admin, Slapd.PEOPLE);
      }
    }
  }

  private Path written(String ldif) throws IOException {
    return Files.writeString(folder.resolve("expired.ldif"), ldif);
  }

  @Test
  void onSamba() throws Exception {
    Function<String, String> head =
        uid ->
            "dn: %s\nobjectClass: contact\nmail: %s@example.com\n".formatted(SambaAd.dn(uid), uid);
    try (SambaAd samba =
        new SambaAd(Files.createDirectory(folder.resolve("samba")))
            .seed(ldif(head, "userCertificate"))
            .start()) {
      String bind = "method: simple, dn: \"%s\", password-file: \"%s\"";
      Scene scene =
          new Scene(folder, samba.ldapsUrl(), samba.passwordFile(), samba.authority())
              .bind(bind.formatted(SambaAd.PUBLISHER, samba.passwordFile()))
              .entries(
                  "base: \"%s\", filter: \"(objectClass=person)\", match: [ mail ]"
                      .formatted(SambaAd.PEOPLE))
              .generated(ca)
              .write();
      try (LDAPConnection admin = samba.admin()) {
        cleanedUpAndUndone(scene, admin, SambaAd.PEOPLE);
      }
    }
  }
}
