package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.certpublisher.cert.Der;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 389-DS keeps userCertificate and userCertificate;binary apart; Thunderbird finds the latter. */
final class Ds389SpellingsIT {
  private static final String PLAIN = "userCertificate";
  private static final String BINARY = "userCertificate;binary";
  private static final int PEOPLE = 4;

  @TempDir private Path folder;

  @Test
  void valuesOfOursStoredPlainAreRepairedOnceAndBothSpellingsWithdrawn() throws Exception {
    GeneratedCa ca = GeneratedCa.create(folder.resolve("ca"), PEOPLE);
    Der foreign = new Values().certificate(7, "foreign");
    try (Ds389 server = new Ds389(folder.resolve("ds")).start();
        LDAPConnection admin = server.admin()) {
      for (int i = 0; i < PEOPLE; i++) {
        person(admin, GeneratedCa.uid(i));
      }
      add(admin, 0, PLAIN, ca.der(0));
      add(admin, 1, PLAIN, ca.der(1), foreign.toBytes());
      add(admin, 1, BINARY, ca.der(1));
      add(admin, 2, PLAIN, foreign.toBytes());
      Scene scene =
          new Scene(folder, server.url(), server.passwordFile(), server.authority())
              .generated(ca)
              .write();

      Program.Result plan = scene.run("plan");
      assertThat(plan.exit()).as(plan.all()).isEqualTo(2);
      assertThat(plan.out()).contains("where Thunderbird does not look");
      Program.Result apply = scene.run("apply");
      assertThat(apply.exit()).as(apply.all()).isZero();
      assertThat(held(admin, 0)).isEqualTo(Map.of(BINARY, List.of(Der.wrap(ca.der(0)))));
      assertThat(held(admin, 1))
          .isEqualTo(Map.of(BINARY, List.of(Der.wrap(ca.der(1))), PLAIN, List.of(foreign)));
      assertThat(held(admin, 2))
          .isEqualTo(Map.of(BINARY, List.of(Der.wrap(ca.der(2))), PLAIN, List.of(foreign)));

      Program.Result nothing = scene.run("plan");
      assertThat(nothing.exit()).as(nothing.all()).isZero();

      add(admin, 0, PLAIN, ca.der(0));
      ca.writeIndex(PEOPLE, 3);
      Program.Result withdrawn = scene.run("apply");
      assertThat(withdrawn.exit()).as(withdrawn.all()).isZero();
      assertThat(held(admin, 0)).isEmpty();
      assertThat(held(admin, 1)).isEqualTo(Map.of(PLAIN, List.of(foreign)));
      assertThat(held(admin, 2)).isEqualTo(Map.of(PLAIN, List.of(foreign)));
      assertThat(held(admin, 3)).isEqualTo(Map.of(BINARY, List.of(Der.wrap(ca.der(3)))));
    }
  }

  private static void person(LDAPConnection admin, String uid) throws Exception {
    admin.add(
        "dn: " + Slapd.dn(uid),
        "objectClass: inetOrgPerson",
        "uid: " + uid,
        "cn: " + uid,
        "sn: " + uid,
        "mail: " + uid + "@example.com");
  }

  private static void add(LDAPConnection admin, int number, String name, byte[]... values)
      throws LDAPException {
    admin.modify(
        Slapd.dn(GeneratedCa.uid(number)), new Modification(ModificationType.ADD, name, values));
  }

  /** The certificates by the description that they are stored under. */
  private static Map<String, List<Der>> held(LDAPConnection admin, int number)
      throws LDAPException {
    SearchResultEntry entry = admin.getEntry(Slapd.dn(GeneratedCa.uid(number)), PLAIN);
    Map<String, List<Der>> held = new TreeMap<>();
    entry
        .getAttributes()
        .forEach(
            one ->
                held.put(
                    one.getName(),
                    Arrays.stream(one.getValueByteArrays()).map(Der::copyOf).toList()));
    return held;
  }
}
