package org.certpublisher.directory.ldap.advice;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is lacking, and the text that mends it. */
final class AdviceTest {
  private static final List<String> CLASSES =
      List.of(
          "( 2.5.6.6 NAME 'person' SUP top STRUCTURAL MUST ( sn $ cn ) MAY ( telephoneNumber ) )",
          "( 2.5.6.7 NAME ( 'organizationalPerson' 'orgPerson' ) SUP person MAY title )",
          "( 2.16.840.1.113730.3.2.2 NAME 'inetOrgPerson' SUP 'orgPerson' MAY ( mail $"
              + " userCertificate $ userSMIMECertificate ) )",
          "( 2.5.6.21 NAME 'pkiUser' SUP top AUXILIARY MAY userCertificate )",
          "( 2.5.6.0 NAME 'top' ABSTRACT MUST objectClass )");
  private static final List<String> BOTH = List.of("userCertificate", "userSMIMECertificate");

  @Test
  void aClassAllowsWhatItAndItsSuperiorsName() {
    ObjectClasses known = new ObjectClasses(CLASSES);
    assertThat(known.allow(Set.of("INETORGPERSON"), "usercertificate")).isTrue();
    assertThat(known.allow(Set.of("inetOrgPerson"), "sn")).isTrue();
    assertThat(known.allow(Set.of("top", "orgPerson"), "userCertificate")).isFalse();
    assertThat(known.allow(Set.of("person", "pkiUser"), "userCertificate")).isTrue();
    assertThat(known.allow(Set.of("person", "pkiUser"), "userSMIMECertificate")).isFalse();
    assertThat(known.allow(Set.of("person", "extensibleObject"), "userCertificate")).isTrue();
  }

  @Test
  void nothingIsSaidOfAClassThatIsNotKnown() {
    assertThat(new ObjectClasses(CLASSES).allow(Set.of("person", "odd"), "mail")).isTrue();
    assertThat(new ObjectClasses(List.of()).allow(Set.of("person"), "mail")).isTrue();
  }

  @Test
  void entriesThatDoNotAllowTheAttributesAreCountedAndTheFirstNamed() {
    Survey survey = new Survey(CLASSES, BOTH, List.of("mail"));
    for (int i = 0; i < 30; i++) {
      survey.add(entry("cn=p" + i, "person"));
    }
    survey.add(entry("cn=good", "inetOrgPerson"));
    assertThat(survey.entries()).isEqualTo(31);
    assertThat(survey.unfitEntries()).isEqualTo(30);
    assertThat(survey.unfit()).hasSize(20);
    assertThat(survey.lacking()).isEqualTo(BOTH);
    assertThat(survey.sample()).contains("cn=good");
    assertThat(survey.findable()).isZero();
  }

  private static Entry entry(String dn, String objectClass) {
    Entry entry = new Entry(dn);
    entry.addAttribute("objectClass", "top", objectClass);
    return entry;
  }

  @Test
  void anIndexWithoutTypesHasThoseOfTheDefault() {
    Map<String, Database.Index> found =
        Database.parsed("default eq,sub", "objectClass,mail eq", "cn");
    assertThat(found.get("mail"))
        .isEqualTo(new Database.Index("objectClass,mail eq", Set.of("eq")));
    Database database = new Database("olcDatabase={1}mdb,cn=config", "", found);
    assertThat(database.lacking()).isEqualTo(Map.of("mail", List.of("sub"), "sn", List.of("sub")));
  }

  @Test
  void whatIsQuotedInARuleCannotEndIt() {
    assertThat(OpenLdapCures.access("ou=P", "cn=a\"b", BOTH, "write"))
        .isEqualTo(
            "{0}to dn.subtree=\"ou=P\" attrs=userCertificate,userSMIMECertificate by"
                + " dn.exact=\"cn=a\\\"b\" write by * break");
    assertThat(new OpenLdapCures("ou=P", "", "olcDatabase={2}mdb,cn=config").liftLimits())
        .startsWith("dn: olcDatabase={2}mdb,cn=config\n")
        .contains("olcLimits: {0}anonymous size=unlimited");
  }

  @Test
  void theStructuralClassOfAnEntryIsExtendedOn389Only() {
    Map<String, Set<String>> person = Map.of("cn=p", Set.of("top", "person"));
    assertThat(new Ds389Cures("ou=P", "cn=a").allow(person, BOTH))
        .contains("objectClass: organizationalPerson\nobjectClass: inetOrgPerson");
    assertThat(new OpenLdapCures("ou=P", "cn=a", "").allow(person, BOTH))
        .contains("objectClass: extensibleObject");
    assertThat(new OpenLdapCures("ou=P", "cn=a", "").allow(person, BOTH.subList(0, 1)))
        .contains("objectClass: pkiUser");
    assertThat(Cures.none().allow(person, BOTH)).isEmpty();
  }
}
