package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.ldap.LdapDirectory;
import org.certpublisher.directory.ldap.LdapSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ApacheDS. */
final class ApacheDsDirectoryIT extends DirectorySuite {
  @TempDir static Path directory;
  private static ApacheDs server;
  private static LDAPConnection admin;

  @BeforeAll
  static void start() throws Exception {
    server = new ApacheDs(directory);
    admin = server.admin();
  }

  @AfterAll
  static void stop() {
    admin.close();
    server.close();
  }

  @Override
  LdapSettings settings() {
    return settings(server.ldapsUrl());
  }

  private static LdapSettings settings(String url) {
    return settings(
        url,
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

  @Test
  void startTlsReadsToo() throws Exception {
    person("starttls");
    AtomicInteger entries = new AtomicInteger();
    try (Directory directory = LdapDirectory.open(settings(server.url()))) {
      assertThat(directory.describe().server()).contains("2.0.0.AM27");
      directory.readEntries(entry -> entries.incrementAndGet());
    }
    assertThat(entries).hasPositiveValue();
  }
}
