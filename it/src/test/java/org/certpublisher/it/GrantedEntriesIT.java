package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.certpublisher.testing.OpenSslCa;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account without rights gets all it needs by loading what check prints, and no more. */
final class GrantedEntriesIT {
  private static final String PKI = "OU=PKI,DC=example,DC=com";
  private static final String DN = "CN=Issuing CA," + PKI;
  private static final String SUBJECT = "/DC=com/DC=example/OU=PKI/CN=Issuing CA";

  @TempDir private Path folder;

  private static Program.Result check(Scene scene) {
    return scene.run("check");
  }

  private static void assertDone(Program.Result result) {
    assertThat(result.exit()).as(result.all()).isZero();
  }

  private static LDAPConnection as(Slapd slapd, String dn) throws Exception {
    return new LDAPConnection("localhost", URI.create(slapd.url()).getPort(), dn, Slapd.PASSWORD);
  }

  private Scene ca(Scene scene, String policy) throws Exception {
    TwoLevelCa ca = TwoLevelCa.create(Files.createDirectories(folder.resolve("ca")), SUBJECT);
    return scene
        .openssl(ca.certificate(), ca.database(), ca.certificates())
        .crl(ca.gencrl())
        .authorities("attributes: [ cACertificate, certificateRevocationList ]")
        .policy(policy)
        .write();
  }

  /**
   * An administrator loads what check prints until it has nothing more to say of the entry.
   *
   * @param rights loads what grants rights
   */
  private void aCaIsPublished(Scene scene, LDAPConnection admin, LDAPConnection rights)
      throws Exception {
    admin.add("dn: " + PKI, "objectClass: organizationalUnit", "ou: PKI");
    ca(scene, "mode: full");
    Program.Result absent = check(scene);
    assertThat(absent.out()).contains("warn  publication smime: there is no entry " + DN);
    Ldif.load(admin, Ldif.cure(absent, "there is no entry " + DN));
    admin.modify(DN, new Modification(ModificationType.DELETE, "objectClass", "pkiCA"));
    Program.Result denied = check(scene);
    assertThat(denied.out()).containsPattern("may not write .*objectClass of " + DN);
    Ldif.load(rights, Ldif.cure(denied, "may not write "));
    assertThat(check(scene).out()).doesNotContain("may not");
    assertDone(scene.run("apply"));
    assertPublished(admin);

    admin.delete(DN);
    scene.policy("mode: full\ncreate-missing: true").write();
    makingIsGranted(scene, rights, "the entry " + DN);
    assertDone(scene.run("apply"));
    assertPublished(admin);
  }

  /** slapd cannot be asked: there the grant is printed for who needs it. */
  private static void makingIsGranted(Scene scene, LDAPConnection rights, String what)
      throws Exception {
    Program.Result before = check(scene);
    Ldif.load(rights, Ldif.cure(before, "make " + what));
    String who = "publication smime: " + Slapd.PUBLISHER;
    if (before.out().contains("fail  " + who + " may not make " + what)) {
      assertThat(check(scene).out()).contains("ok    " + who + " may make " + what);
    } else {
      assertThat(before.out()).contains("OpenLDAP", "whether " + Slapd.PUBLISHER + " may make ");
    }
  }

  private static void assertPublished(LDAPConnection admin) throws Exception {
    SearchResultEntry entry = Objects.requireNonNull(admin.getEntry(DN));
    assertThat(entry.hasAttribute("cACertificate;binary") || entry.hasAttribute("cACertificate"))
        .as(entry.toLDIFString())
        .isTrue();
  }

  @Test
  void aCaIsPublishedOnSlapd() throws Exception {
    try (Slapd slapd = new Slapd(folder.resolve("slapd")).configuredBy("bare-slapd.conf").start();
        LDAPConnection admin = as(slapd, Slapd.ADMIN);
        LDAPConnection config = as(slapd, "cn=config")) {
      aCaIsPublished(new Scene(folder, slapd), admin, config);
    }
  }

  @Test
  void aCaIsPublishedOn389Ds() throws Exception {
    try (Ds389 server = new Ds389(Files.createDirectories(folder.resolve("ds"))).start();
        LDAPConnection admin = server.admin()) {
      aCaIsPublished(
          new Scene(folder, server.ldapsUrl(), server.passwordFile(), server.authority()),
          admin,
          admin);
    }
  }

  @Test
  void entriesOfPeopleAreMadeAndRemovedOnSlapd() throws Exception {
    try (Slapd slapd = new Slapd(folder.resolve("slapd")).configuredBy("bare-slapd.conf").start();
        LDAPConnection admin = as(slapd, Slapd.ADMIN);
        LDAPConnection config = as(slapd, "cn=config")) {
      OpenSslCa ca = OpenSslCa.create(folder.resolve("ca"), OpenSslCa.Key.P256);
      Scene scene = people(new Scene(folder, slapd), ca);
      assertThat(check(scene).out())
          .contains("its schema lacks userSMIMECertificate")
          .contains("the schema lacks the class inetOrgPerson");
      Ldif.load(config, Files.readString(Path.of("/etc/ldap/schema/inetorgperson.ldif")));
      entriesOfPeople(scene, ca, admin, config);
    }
  }

  @Test
  void entriesOfPeopleAreMadeAndRemovedOn389Ds() throws Exception {
    try (Ds389 server = new Ds389(Files.createDirectories(folder.resolve("ds"))).start();
        LDAPConnection admin = server.admin()) {
      OpenSslCa ca = OpenSslCa.create(folder.resolve("ca"), OpenSslCa.Key.P256);
      Scene scene =
          people(
              new Scene(folder, server.ldapsUrl(), server.passwordFile(), server.authority()), ca);
      entriesOfPeople(scene, ca, admin, admin);
    }
  }

  private static Scene people(Scene scene, OpenSslCa ca) {
    return scene
        .openssl(ca.certificate(), ca.database(), ca.certificates())
        .crl(ca.gencrl(7))
        .policy(
            "mode: full\nguard: { withdrawals: { percent: 100, at-least: 10 } }\n"
                + "create-missing: { base: \"%s\", class: inetOrgPerson }".formatted(Slapd.PEOPLE))
        .write();
  }

  private static void entriesOfPeople(
      Scene scene, OpenSslCa ca, LDAPConnection admin, LDAPConnection rights) throws Exception {
    String serial = ca.issue("anna@example.com");
    ca.issue("bert@example.com");
    makingIsGranted(scene, rights, "entries below " + Slapd.PEOPLE);
    assertDone(scene.run("apply"));
    String made = "mail=anna@example.com," + Slapd.PEOPLE;
    assertThat(admin.getEntry(made)).isNotNull();
    ca.revoke(serial);
    ca.gencrl(7);
    assertDone(scene.run("apply"));
    assertThat(admin.getEntry(made)).isNull();
  }
}
