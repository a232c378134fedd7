package org.certpublisher.it;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Optional;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.ldap.LdapSettings;
import org.certpublisher.testing.InMemoryDirectory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The LDAP library's in-memory server, with userCertificate compared by bytes. */
final class InMemoryDirectoryIT extends DirectorySuite {
  private static InMemoryDirectory server;
  private static LDAPConnection admin;

  @BeforeAll
  static void start() throws LDAPException {
    server = InMemoryDirectory.start();
    admin = server.server().getConnection();
  }

  @AfterAll
  static void stop() {
    admin.close();
    server.close();
  }

  @Override
  LdapSettings settings() {
    return settings(
        server.url(),
        new LdapSettings.Security(LdapSettings.Tls.NONE, Optional.empty()),
        InMemoryDirectory.PUBLISHER,
        InMemoryDirectory.PEOPLE,
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

  /** It compares each value with each: 3,000 take 20 s. */
  @Override
  int many() {
    return 300;
  }
}
