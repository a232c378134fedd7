package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchScope;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The domain that the tests on Samba stand on is what they take it for. */
final class SambaAdIT {
  private static final List<String> USER = List.of("user");
  private static final List<String> COMPUTER = List.of("user", "computer");

  @TempDir private Path folder;

  @Test
  void thePublisherMayWriteTheTwoAttributesOfPeopleAndNothingElse() throws Exception {
    try (SambaAd samba = new SambaAd(folder).seedPeople(2)) {
      samba.seed(entry("someone", USER) + entry("PC1", COMPUTER));
      samba.seed(entry("partner", List.of("contact")) + entry("inet", List.of("inetOrgPerson")));
      Path keytab = samba.keytab("publisher");
      samba.kerberos();
      samba.start();
      for (String name : List.of("u000001", "someone", "partner", "inet")) {
        assertThat(writable(samba, SambaAd.PUBLISHER, SambaAd.dn(name)))
            .as(name)
            .containsExactlyInAnyOrder("userCertificate", "userSMIMECertificate");
      }
      assertThat(writable(samba, SambaAd.PUBLISHER, SambaAd.dn("PC1"))).isEmpty();
      assertThat(writable(samba, SambaAd.PUBLISHER, SambaAd.READER)).isEmpty();
      assertThat(writable(samba, SambaAd.READER, SambaAd.dn("someone"))).isEmpty();
      assertThat(Files.size(keytab)).isPositive();

      samba.kill();
      samba.start();
      try (LDAPConnection admin = samba.admin()) {
        assertThat(admin.search(SambaAd.PEOPLE, SearchScope.ONE, "(mail=*)").getEntryCount())
            .isEqualTo(6);
      }
    }
  }

  private static String entry(String name, List<String> classes) {
    String suffix = classes.equals(COMPUTER) ? "$" : "";
    String account =
        classes.contains("contact") ? "" : "sAMAccountName: %s%s\n".formatted(name, suffix);
    return "dn: %s\n%s%smail: %s@example.com\n\n"
        .formatted(
            SambaAd.dn(name),
            "objectClass: " + String.join("\nobjectClass: ", classes) + "\n",
            account,
            name.toLowerCase(Locale.ROOT));
  }

  private static List<String> writable(SambaAd samba, String account, String dn) throws Exception {
    String host = URI.create(samba.url()).getHost();
    try (LDAPConnection connection = new LDAPConnection(host, 389, account, Slapd.PASSWORD)) {
      String[] names =
          connection
              .getEntry(dn, "allowedAttributesEffective")
              .getAttributeValues("allowedAttributesEffective");
      return names == null ? List.of() : List.of(names);
    }
  }
}
