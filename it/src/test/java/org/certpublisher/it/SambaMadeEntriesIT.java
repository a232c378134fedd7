package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.certpublisher.testing.OpenSslCa;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contacts of partners on Samba: made, and removed with the last certificate. */
final class SambaMadeEntriesIT {
  private static final String PARTNERS = "OU=Partners," + SambaAd.PEOPLE;

  @TempDir private Path folder;

  private static String dn(String local) {
    return "cn=" + local + "@example.com," + PARTNERS;
  }

  private static void assertDone(Program.Result result) {
    assertThat(result.exit()).as(result.all()).isZero();
  }

  private Scene scene(OpenSslCa ca, LiveSamba server) throws Exception {
    return new Scene(
            Files.createDirectories(folder.resolve("publisher")),
            server.ldapsUrl(),
            server.samba().passwordFile(),
            server.authority())
        .bind(
            "method: simple, dn: \"%s\", password-file: \"%s\""
                .formatted(server.publisher(), server.samba().passwordFile()))
        .openssl(ca.certificate(), ca.database(), ca.certificates())
        .crl(ca.gencrl(7))
        .entries(
            "base: \"%s\", filter: \"(objectCategory=person)\", match: [ mail, proxyAddresses ]"
                .formatted(SambaAd.PEOPLE))
        .policy(
            "mode: full\nguard: { withdrawals: { percent: 100, at-least: 10 } }\n"
                + "create-missing: { base: \"%s\", class: contact }".formatted(PARTNERS))
        .write();
  }

  @Test
  void aContactIsMadeOnceAndGoesOnlyIfNobodyElsePutAnythingThere() throws Exception {
    OpenSslCa ca = OpenSslCa.create(folder.resolve("ca"), OpenSslCa.Key.P256);
    String anna = ca.issue("anna@example.com");
    String bert = ca.issue("bert@example.com");
    ca.issue("carl@example.com");
    try (LiveSamba server = new LiveSamba(folder.resolve("samba"));
        LDAPConnection admin = server.admin()) {
      admin.add("dn: " + PARTNERS, "objectClass: organizationalUnit", "ou: Partners");
      Scene scene = scene(ca, server);
      SambaGrant.run(
          server.samba(), Ldif.cure(scene.run("check"), "may not make entries below " + PARTNERS));
      assertThat(scene.run("check").out())
          .contains(server.publisher() + " may make entries below " + PARTNERS)
          .doesNotContain("whether ");
      assertDone(scene.run("apply"));
      SearchResultEntry made = Objects.requireNonNull(admin.getEntry(dn("anna")));
      assertThat(made.getObjectClassValues()).contains("contact");
      assertThat(made.getAttributeValue("mail")).isEqualTo("anna@example.com");
      assertThat(made.getAttributeValue("proxyAddresses")).isEqualTo("SMTP:anna@example.com");
      assertThat(made.getAttributeValueByteArrays("userCertificate")).hasNumberOfRows(1);
      assertDone(scene.run("plan"));

      admin.modify(
          dn("bert"), new Modification(ModificationType.ADD, "telephoneNumber", "+49 30 1"));
      ca.revoke(anna);
      ca.revoke(bert);
      ca.gencrl(7);
      assertDone(scene.run("apply"));
      assertThat(admin.getEntry(dn("anna"))).isNull();
      SearchResultEntry stays = Objects.requireNonNull(admin.getEntry(dn("bert")));
      assertThat(stays.hasAttribute("userCertificate")).isFalse();
      assertThat(admin.getEntry(dn("carl"))).isNotNull();
      assertDone(scene.run("plan"));
    }
  }
}
