package org.certpublisher.it;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.nio.file.Path;
import java.util.Optional;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.ldap.LdapSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** 389-DS. */
final class Ds389DirectoryIT extends DirectorySuite {
  @TempDir static Path directory;
  private static Ds389 server;
  private static LDAPConnection admin;

  @BeforeAll
  static void start() {
    server = new Ds389(directory).start();
    admin = server.admin();
  }

  @AfterAll
  static void stop() {
    admin.close();
    server.close();
  }

  @Override
  LdapSettings settings() {
    return settings(
        server.ldapsUrl(),
        new LdapSettings.Security(LdapSettings.Tls.REQUIRED, Optional.of(server.authority())),
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
    return true;
  }
}
