package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import org.certpublisher.testing.OpenSslCa;
import org.certpublisher.testing.Wish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Entries of a public certificate directory on slapd: made, and removed with the last certificate.
 */
final class SlapdMadeEntriesIT {
  private static final String BINARY = "userCertificate;binary";

  @TempDir private Path folder;

  private Slapd slapd() {
    return new Slapd(folder.resolve("slapd"))
        .with(
            "",
            "access to dn.subtree=\""
                + Slapd.PEOPLE
                + "\" attrs=entry,children by dn.exact=\""
                + Slapd.PUBLISHER
                + "\" write by * read")
        .seedPeople(1);
  }

  private static String dn(String local) {
    return "mail=" + local.replace("+", "\\+") + "@example.com," + Slapd.PEOPLE;
  }

  private Scene scene(OpenSslCa ca, Slapd slapd) {
    return new Scene(folder, slapd)
        .openssl(ca.certificate(), ca.database(), ca.certificates())
        .crl(ca.gencrl(7))
        .policy(
            "mode: full\ncreate-missing: { base: \"%s\", class: inetOrgPerson }"
                .formatted(Slapd.PEOPLE))
        .write();
  }

  private static void assertDone(Program.Result result) {
    assertThat(result.exit()).as(result.all()).isZero();
  }

  @Test
  void anEntryIsMadeOnceAndGoesOnlyIfNobodyElsePutAnythingThere() throws Exception {
    OpenSslCa ca = OpenSslCa.create(folder.resolve("ca"), OpenSslCa.Key.P256);
    ca.issue("u000000@example.com");
    String anna = ca.issue(Wish.of("anna+list@example.com").subject("/CN=Anna"));
    String bert = ca.issue("bert@example.com");
    String carl = ca.issue("carl@example.com");
    try (Slapd slapd = slapd().start();
        LDAPConnection admin =
            new LDAPConnection(
                "localhost", URI.create(slapd.url()).getPort(), Slapd.ADMIN, Slapd.PASSWORD)) {
      Scene scene = scene(ca, slapd);
      assertDone(scene.run("apply"));
      SearchResultEntry made = Objects.requireNonNull(admin.getEntry(dn("anna+list")));
      assertThat(made.getAttributeValue("mail")).isEqualTo("anna+list@example.com");
      assertThat(made.getAttributeValue("description")).startsWith("made by cert-publisher (");
      assertThat(made.getAttributeValueByteArrays(BINARY)).hasNumberOfRows(1);
      long adds = slapd.logged(" ADD dn=");
      assertDone(scene.run("apply"));
      assertThat(slapd.logged(" ADD dn=")).isEqualTo(adds);

      admin.modify(
          dn("bert"), new Modification(ModificationType.ADD, "telephoneNumber", "+49 30 1"));
      admin.add("dn: cn=card," + dn("carl"), "objectClass: device", "cn: card");
      for (String serial : new String[] {anna, bert, carl}) {
        ca.revoke(serial);
      }
      ca.gencrl(7);
      assertDone(scene.run("apply"));
      assertThat(admin.getEntry(dn("anna+list"))).isNull();
      for (String stays : new String[] {"bert", "carl"}) {
        SearchResultEntry entry = Objects.requireNonNull(admin.getEntry(dn(stays)));
        assertThat(entry.hasAttribute(BINARY)).as(stays).isFalse();
        assertThat(entry.hasAttribute("userSMIMECertificate")).as(stays).isFalse();
      }
      assertDone(scene.run("plan"));
      assertThat(admin.getEntry(Slapd.dn("u000000"))).isNotNull();
    }
  }
}
