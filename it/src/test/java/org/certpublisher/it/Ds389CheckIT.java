package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.certpublisher.cert.Der;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Fact;
import org.certpublisher.directory.Outcome;
import org.certpublisher.directory.ldap.LdapDirectory;
import org.certpublisher.directory.ldap.LdapSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What check names against 389-DS, each with LDIF that grants it; and the server's limits. */
final class Ds389CheckIT {
  private static final String BACKENDS = "cn=ldbm database,cn=plugins,cn=config";
  private static final int PEOPLE = 120;

  @TempDir static Path directory;
  private static Ds389 server;
  private static LDAPConnection admin;

  @BeforeAll
  static void start() throws Exception {
    server = new Ds389(directory).start();
    admin = server.admin();
    for (int i = 0; i < PEOPLE; i++) {
      admin.add(
          "dn: " + Slapd.dn("p" + i),
          "objectClass: inetOrgPerson",
          "uid: p" + i,
          "cn: p" + i,
          "sn: p" + i,
          "mail: p" + i + "@example.com");
    }
  }

  @AfterAll
  static void stop() {
    admin.close();
    server.close();
  }

  private static LdapSettings as(String account) {
    return DirectorySuite.settings(
        server.ldapsUrl(), server.authority(), account, Slapd.PEOPLE, 50);
  }

  private static String account(String name) throws Exception {
    String dn = "cn=" + name + "," + Slapd.BASE;
    admin.add(
        "dn: " + dn,
        "objectClass: person",
        "cn: " + name,
        "sn: " + name,
        "userPassword: " + Slapd.PASSWORD);
    return dn;
  }

  private static void set(String dn, String attribute, String value) throws Exception {
    admin.modify(dn, new Modification(ModificationType.REPLACE, attribute, value));
  }

  @Test
  void thePublisherLacksNothing() throws Exception {
    List<Fact> facts = Ldif.check(as(Slapd.PUBLISHER));
    Ldif.fact(facts, Fact.Kind.GOOD, "both attributes may be written");
    Ldif.fact(facts, Fact.Kind.GOOD, "cannot see them; mail clients need eq and sub on mail");
    assertThat(facts).noneMatch(fact -> fact.kind() == Fact.Kind.PROBLEM);
  }

  @Test
  void missingRightsAreNamedWithTheAciThatGrantsThem() throws Exception {
    String poor = account("poor");
    List<Fact> before = Ldif.check(as(poor));
    Fact rights =
        Ldif.fact(
            before, Fact.Kind.PROBLEM, "may not write userCertificate and userSMIMECertificate");
    Ldif.load(admin, rights.cure());
    Ldif.fact(Ldif.check(as(poor)), Fact.Kind.GOOD, "both attributes may be written");
    try (Directory opened = LdapDirectory.open(as(poor))) {
      DirectoryEntry entry = Changes.entry(opened, Slapd.dn("p1"));
      Der value = DirectorySuite.VALUES.certificate(1, "p1");
      EntryChange change =
          Changes.change(entry, Changes.change(entry, DirectorySuite.CERT, Set.of(), value));
      assertThat(opened.modify(List.of(change))).containsExactly(Outcome.DONE);
    }
  }

  @Test
  void anAccountThatMayOnlyAddIsToldSo() throws Exception {
    String adder = account("adder");
    Ldif.load(
        admin,
        "dn: "
            + Slapd.PEOPLE
            + "\nchangetype: modify\nadd: aci\naci: (targetattr=\"userCertificate ||"
            + " userSMIMECertificate\")(targattrfilters=\"add=userCertificate:(userCertificate=*)"
            + "\")(version 3.0; acl \"adds\"; allow (write) userdn=\"ldap:///"
            + adder
            + "\";)\n");
    Ldif.fact(Ldif.check(as(adder)), Fact.Kind.PROBLEM, "may not write");
  }

  @Test
  void aLookThroughLimitEndsTheReadAndThePrintedLdifLiftsIt() throws Exception {
    limit("looking", "cn=config," + BACKENDS, "nsslapd-lookthroughlimit", "(11 ");
  }

  @Test
  void aLookThroughLimitOfPagedReadsIsLiftedToo() throws Exception {
    limit("paging", "cn=config," + BACKENDS, "nsslapd-pagedlookthroughlimit", "(11 ");
  }

  @Test
  void aSizeLimitEndsTheReadAndThePrintedLdifLiftsIt() throws Exception {
    limit("sized", "cn=config", "nsslapd-sizelimit", "(4 ");
  }

  @Test
  void aSizeLimitOfPagedReadsIsLiftedToo() throws Exception {
    limit("sized pages", "cn=config", "nsslapd-pagedsizelimit", "(4 ");
  }

  private static void limit(String name, String config, String attribute, String code)
      throws Exception {
    String before = String.valueOf(admin.getEntry(config, attribute).getAttributeValue(attribute));
    set(config, attribute, "40");
    try {
      limit(account(name), code);
    } finally {
      set(config, attribute, before);
    }
  }

  private static void limit(String account, String code) throws Exception {
    assertThatThrownBy(
            () -> {
              try (Directory opened = LdapDirectory.open(as(account))) {
                opened.readEntries(entry -> {});
              }
            })
        .isInstanceOf(DirectoryException.class)
        .hasMessageContainingAll(
            code, "nsLookThroughLimit, nsSizeLimit, nsTimeLimit", "-1", account);
    Fact limit = Ldif.fact(Ldif.check(as(account)), Fact.Kind.PROBLEM, code);
    Ldif.load(admin, limit.cure());
    assertThat(Ldif.check(as(account))).anyMatch(fact -> fact.text().startsWith("read 12"));
  }

  @Test
  void entriesWithoutAClassAreNamedWithTheClassThatAllowsTheAttributes() throws Exception {
    String dn = "cn=plain," + Slapd.PEOPLE;
    admin.add(
        "dn: " + dn, "objectClass: person", "objectClass: mailRecipient", "cn: plain", "sn: plain");
    set(dn, "mail", "plain@example.com");
    Fact classes =
        Ldif.fact(
            Ldif.check(as(Slapd.PUBLISHER)), Fact.Kind.WARNING, "1 of 121 entries have no class");
    assertThat(classes.cure()).contains("dn: " + dn);
    Ldif.load(admin, classes.cure());
    assertThat(Ldif.check(as(Slapd.PUBLISHER))).noneMatch(fact -> fact.kind() == Fact.Kind.WARNING);
    admin.delete(dn);
  }

  @Test
  void missingIndexesAreNamedWithTheLdifThatMakesThem() throws Exception {
    String seeing = account("seeing");
    Ldif.load(
        admin,
        "dn: "
            + BACKENDS
            + "\nchangetype: modify\nadd: aci\naci: (targetattr=\"*\")(version 3.0; acl \"sees\";"
            + " allow (read,search) userdn=\"ldap:///"
            + seeing
            + "\";)\n");
    Ldif.fact(Ldif.check(as(seeing)), Fact.Kind.GOOD, "indexes: mail, cn and sn are indexed");
    String indexes = "cn=index,cn=userRoot," + BACKENDS;
    admin.modify(
        "cn=mail," + indexes, new Modification(ModificationType.DELETE, "nsIndexType", "sub"));
    admin.delete("cn=sn," + indexes);
    Fact index = Ldif.fact(Ldif.check(as(seeing)), Fact.Kind.WARNING, "lacks mail sub, sn sub");
    Ldif.load(admin, index.cure());
    Ldif.fact(Ldif.check(as(seeing)), Fact.Kind.GOOD, "indexes: mail, cn and sn are indexed");
  }

  @Test
  void aRequestOverTheServersLimitIsToldByTheLimitsName() throws Exception {
    set("cn=config", "nsslapd-maxbersize", "20000");
    Der large = Der.wrap(new byte[30_000]);
    try (Directory opened = LdapDirectory.open(as(Slapd.PUBLISHER))) {
      DirectoryEntry entry = Changes.entry(opened, Slapd.dn("p2"));
      EntryChange change =
          Changes.change(entry, Changes.change(entry, DirectorySuite.CERT, Set.of(), large));
      List<Outcome> outcomes = opened.modify(List.of(change));
      assertThat(outcomes).extracting(Outcome::kind).containsExactly(Outcome.Kind.UNSETTLED);
      assertThat(outcomes.get(0).text()).contains("nsslapd-maxbersize in cn=config");
      set("cn=config", "nsslapd-maxbersize", "2097152");
      assertThat(opened.modify(List.of(change))).containsExactly(Outcome.DONE);
    } finally {
      set("cn=config", "nsslapd-maxbersize", "2097152");
    }
  }
}
