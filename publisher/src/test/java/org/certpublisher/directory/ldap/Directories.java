package org.certpublisher.directory.ldap;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.ldap.connect.Bind;
import org.certpublisher.testing.InMemoryDirectory;

/** Settings and changes for tests. */
final class Directories {
  private Directories() {}

  static LdapSettings settings(InMemoryDirectory server, int pageSize) {
    return new LdapSettings(
        List.of(server.url()),
        Optional.empty(),
        new LdapSettings.Security(LdapSettings.Tls.NONE, Optional.empty()),
        new Bind.Simple(
            InMemoryDirectory.PUBLISHER,
            () -> InMemoryDirectory.PASSWORD.getBytes(StandardCharsets.UTF_8)),
        new LdapSettings.Entries(
            InMemoryDirectory.PEOPLE, "(objectClass=person)", MatchRules.of("mail")),
        new LdapSettings.Limits(
            pageSize, Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(1)));
  }

  static Der value(String text) {
    return Der.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds the values to userCertificate and takes away what is there. */
  static EntryChange swap(DirectoryEntry entry, Der... come) {
    return new EntryChange(
        entry.dn(),
        entry.version(),
        entry.valuesDigest(),
        List.of(
            new AttributeChange(
                CertificateAttribute.USER_CERTIFICATE,
                List.of(),
                entry.values(CertificateAttribute.USER_CERTIFICATE).stream()
                    .map(v -> new AttributeChange.Withdrawal(v, v.bytes().sha256(), false))
                    .toList(),
                Stream.of(come)
                    .map(v -> new AttributeChange.Publication(v, v.sha256()))
                    .toList())));
  }
}
