package org.certpublisher.it;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFException;
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
  String person(String uid) {
    try {
      admin.add(
          "dn: " + Slapd.dn(uid),
          "objectClass: inetOrgPerson",
          "uid: " + uid,
          "cn: " + uid,
          "sn: " + uid,
          "mail: " + uid + "@example.com");
      return Slapd.dn(uid);
    } catch (LDAPException | LDIFException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  void plant(String dn, CertificateAttribute attribute, byte[]... values) {
    String name = attribute.ldapName() + (attribute == CERT ? ";binary" : "");
    try {
      admin.modify(dn, new Modification(ModificationType.ADD, name, values));
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  boolean takesGarbage(CertificateAttribute attribute) {
    return attribute == SMIME;
  }
}
