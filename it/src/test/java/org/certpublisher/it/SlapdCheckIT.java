package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.Fact;
import org.certpublisher.directory.ldap.LdapDirectory;
import org.certpublisher.directory.ldap.LdapSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What check names against OpenLDAP, each with LDIF that grants it when it is loaded. */
final class SlapdCheckIT {
  private static final int PEOPLE = 8;

  @TempDir private Path directory;

  private static LdapSettings as(Slapd slapd, String account) {
    return DirectorySuite.settings(slapd.url(), slapd.authority(), account, Slapd.PEOPLE, 500);
  }

  private static LDAPConnection connect(Slapd slapd, String dn) throws Exception {
    return new LDAPConnection("localhost", URI.create(slapd.url()).getPort(), dn, Slapd.PASSWORD);
  }

  @Test
  void everythingMissingIsNamedWithTheLdifThatGrantsIt() throws Exception {
    try (Slapd slapd = new Slapd(directory).configuredBy("bare-slapd.conf").start();
        LDAPConnection admin = connect(slapd, Slapd.ADMIN);
        LDAPConnection config = connect(slapd, "cn=config")) {
      for (int i = 0; i < PEOPLE; i++) {
        admin.add(
            "dn: " + Slapd.dn("p" + i),
            "objectClass: pilotPerson",
            "uid: p" + i,
            "cn: p" + i,
            "sn: p" + i,
            "mail: p" + i + "@example.com");
      }
      LdapSettings publisher = as(slapd, Slapd.PUBLISHER);

      try (Directory opened = LdapDirectory.open(publisher)) {
        String missing = opened.describe().missingSchema();
        assertThat(missing).contains("'userSMIMECertificate'").doesNotContain("'userCertificate'");
        Ldif.load(config, missing);
      }
      try (Directory opened = LdapDirectory.open(publisher)) {
        assertThat(opened.describe().missingSchema()).isEmpty();
      }

      Fact limit = Ldif.fact(Ldif.check(publisher), Fact.Kind.PROBLEM, "stops after 3 entries (4 ");
      assertThat(limit.cure()).contains("olcLimits: {0}dn.exact=\"" + Slapd.PUBLISHER + "\"");
      Ldif.load(config, limit.cure());

      Fact classes =
          Ldif.fact(
              Ldif.check(publisher),
              Fact.Kind.WARNING,
              "8 of 8 entries have no class that allows userCertificate and userSMIMECertificate");
      Ldif.load(admin, classes.cure());

      Fact rights =
          Ldif.fact(
              Ldif.check(publisher),
              Fact.Kind.PROBLEM,
              "may not write userCertificate and userSMIMECertificate");
      assertThat(rights.cure())
          .contains("by * break")
          .contains("# The database of " + Slapd.PEOPLE);
      Ldif.load(config, rights.cure());

      assertClean(Ldif.check(publisher), PEOPLE);
      Ldif.fact(Ldif.check(publisher), Fact.Kind.GOOD, "cannot see them; mail clients need eq");
      indexes(slapd, config);
    }
  }

  /** "reader" may read cn=config in this configuration. */
  private static void indexes(Slapd slapd, LDAPConnection config) throws Exception {
    LdapSettings reader = as(slapd, Slapd.READER);
    Fact index =
        Ldif.fact(Ldif.check(reader), Fact.Kind.WARNING, "index lacks mail sub, cn sub, sn sub");
    assertThat(index.cure())
        .contains("dn: olcDatabase={1}mdb,cn=config", "olcDbIndex: mail eq,sub")
        .doesNotContain("#");
    Ldif.load(config, index.cure());
    Ldif.fact(Ldif.check(reader), Fact.Kind.GOOD, "indexes: mail, cn and sn are indexed");
  }

  private static void assertClean(List<Fact> facts, int people) {
    assertThat(facts).allMatch(fact -> fact.kind() == Fact.Kind.GOOD);
    assertThat(facts)
        .contains(Fact.good("read " + people + " entries below " + Slapd.PEOPLE))
        .anyMatch(fact -> fact.text().contains("both attributes may be written"));
  }

  @Test
  void anAccountThatDoesNotSeeMailIsToldWhatGrantsIt() throws Exception {
    try (Slapd slapd = new Slapd(directory).configuredBy("bare-slapd.conf").start();
        LDAPConnection admin = connect(slapd, Slapd.ADMIN);
        LDAPConnection config = connect(slapd, "cn=config")) {
      admin.add(
          "dn: " + Slapd.dn("p"),
          "objectClass: pilotPerson",
          "cn: p",
          "sn: p",
          "mail: p@x.example");
      Ldif.load(
          config,
          """
          dn: olcDatabase={1}mdb,cn=config
          changetype: modify
          add: olcAccess
          olcAccess: {0}to attrs=mail by * none
          """);
      LdapSettings publisher = as(slapd, Slapd.PUBLISHER);
      Fact mail =
          Ldif.fact(Ldif.check(publisher), Fact.Kind.PROBLEM, "none of 1 entries shows mail");
      Ldif.load(config, mail.cure());
      assertThat(Ldif.check(publisher)).noneMatch(fact -> fact.text().contains("shows mail"));
    }
  }

  @Test
  void theProgramPrintsTheLdifFromTheFirstColumnOn() {
    GeneratedCa ca = GeneratedCa.create(directory.resolve("ca"), 1);
    try (Slapd slapd =
        new Slapd(directory.resolve("slapd")).configuredBy("bare-slapd.conf").start()) {
      Program.Result check = new Scene(directory, slapd).generated(ca).write().run("check");
      assertThat(check.exit()).as(check.all()).isEqualTo(1);
      assertThat(check.out())
          .contains("fail  directory corp: its schema lacks userSMIMECertificate\n\n# The class")
          .contains("\ndn: cn=certificates,cn=schema,cn=config\nobjectClass: olcSchemaConfig\n")
          .contains("warn  directory corp: no entry below " + Slapd.PEOPLE);
    }
  }
}
