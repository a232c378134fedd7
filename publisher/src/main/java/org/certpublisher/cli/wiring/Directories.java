package org.certpublisher.cli.wiring;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.certpublisher.config.DirectorySettings;
import org.certpublisher.config.Secret;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.ldap.LdapDirectory;
import org.certpublisher.directory.ldap.LdapSettings;
import org.certpublisher.directory.ldap.ServerKind;
import org.certpublisher.directory.ldap.connect.Bind;
import org.certpublisher.reconcile.Publication;

/** Directories by LDAP, as the configuration has them. */
final class Directories {
  private Directories() {}

  /** The entries of people. */
  static LdapDirectory open(DirectorySettings settings) throws DirectoryException {
    DirectorySettings.Entries entries = settings.entries();
    return open(
        settings, new LdapSettings.Entries(entries.bases(), entries.filter(), entries.match()));
  }

  /** The directory of a publication; about authorities, their entries are all there is of it. */
  static LdapDirectory open(DirectorySettings settings, Publication publication)
      throws DirectoryException {
    DirectorySettings.Entries entries = settings.entries();
    List<String> names = publication.authorityEntries();
    return open(
        settings,
        new LdapSettings.Entries(
            names.isEmpty() ? entries.bases() : names,
            names.isEmpty() ? entries.filter() : "(objectClass=*)",
            entries.match(),
            names.isEmpty() ? CertificateAttribute.PEOPLE : publication.policy().attributes()));
  }

  private static LdapDirectory open(DirectorySettings settings, LdapSettings.Entries entries)
      throws DirectoryException {
    DirectorySettings.Connection connection = settings.connection();
    LdapSettings.Tls tls =
        connection.tls() == DirectorySettings.Tls.NONE
            ? LdapSettings.Tls.NONE
            : LdapSettings.Tls.REQUIRED;
    return LdapDirectory.open(
        new LdapSettings(
            connection.urls().stream().map(URI::toString).toList(),
            kind(settings.type()),
            new LdapSettings.Security(tls, connection.trust()),
            bind(settings.bind()),
            entries,
            LdapSettings.Limits.DEFAULT));
  }

  private static Bind bind(DirectorySettings.Bind bind) {
    if (bind instanceof DirectorySettings.Bind.Simple simple) {
      return new Bind.Simple(simple.dn(), bytes(simple.password()));
    }
    if (bind instanceof DirectorySettings.Bind.External external) {
      return new Bind.External(external.key(), external.authorization());
    }
    if (bind instanceof DirectorySettings.Bind.Gssapi gssapi) {
      return new Bind.Gssapi(gssapi.principal(), gssapi.keytab(), gssapi.kdc());
    }
    if (bind instanceof DirectorySettings.Bind.Scram scram) {
      return new Bind.Scram(scram.user(), bytes(scram.password()));
    }
    return new Bind.Anonymous();
  }

  private static Supplier<byte[]> bytes(Secret secret) {
    return () -> secret.reveal().getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<ServerKind> kind(DirectorySettings.Type type) {
    return switch (type) {
      case AUTO -> Optional.empty();
      case ACTIVE_DIRECTORY -> Optional.of(ServerKind.ACTIVE_DIRECTORY);
      case SAMBA -> Optional.of(ServerKind.SAMBA);
      case OPENLDAP -> Optional.of(ServerKind.OPENLDAP);
      case DS_389 -> Optional.of(ServerKind.DS_389);
      case APACHEDS -> Optional.of(ServerKind.APACHEDS);
      case GENERIC -> Optional.of(ServerKind.GENERIC);
    };
  }
}
