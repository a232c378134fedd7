package org.certpublisher.it;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.ldap.LdapSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** OpenLDAP. */
final class SlapdDirectoryIT extends DirectorySuite {
  @TempDir static Path directory;
  private static Slapd slapd;
  private static LDAPConnection admin;

  @BeforeAll
  static void start() throws LDAPException {
    slapd = new Slapd(directory).start();
    admin =
        new LDAPConnection(
            "localhost", URI.create(slapd.url()).getPort(), Slapd.ADMIN, Slapd.PASSWORD);
  }

  @AfterAll
  static void stop() {
    admin.close();
    slapd.close();
  }

  @Override
  LdapSettings settings() {
    return settings(
        slapd.url(),
        new LdapSettings.Security(LdapSettings.Tls.REQUIRED, Optional.of(slapd.authority())),
        Slapd.PUBLISHER,
        Slapd.PEOPLE,
        500);
  }

  @Override
  LDAPConnection admin() {
    return admin;
  }

  @Override
  boolean takesGarbage(CertificateAttribute attribute) {
    return attribute == SMIME;
  }
}
