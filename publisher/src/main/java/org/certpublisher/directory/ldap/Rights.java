package org.certpublisher.directory.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.Fact;
import org.certpublisher.directory.ldap.ad.Grants;
import org.certpublisher.directory.ldap.ad.Preflight;
import org.certpublisher.directory.ldap.advice.Cures;
import org.certpublisher.directory.ldap.advice.ObjectClasses;
import org.certpublisher.directory.ldap.connect.Account;
import org.certpublisher.directory.ldap.trial.NamedEntries;

/** Whether the account may write the two attributes, found without writing where a server can. */
final class Rights {
  private final LdapSettings settings;
  private final Server server;
  private final Account account;

  Rights(LdapSettings settings, Server server, Account account) {
    this.settings = settings;
    this.server = server;
    this.account = account;
  }

  /** The line that gives the right to write the attributes. */
  String grant(LDAPConnection connection) {
    Set<CertificateAttribute> attributes = settings.entries().attributes();
    if (server.kind().isActiveDirectory()) {
      return attributes.equals(CertificateAttribute.PEOPLE)
          ? grants(connection).everything()
          : grants(connection).onBase(attributes);
    }
    return grant(settings.bind().toString());
  }

  private String grant(String who) {
    return server
        .kind()
        .grant(
            settings.entries().base(),
            who,
            settings.entries().attributes().stream().map(CertificateAttribute::ldapName).toList());
  }

  private Grants grants(LDAPConnection connection) {
    return Grants.of(
        connection,
        server.kind() == ServerKind.SAMBA,
        settings.entries().base(),
        settings.bind().toString());
  }

  /** Lines for {@code check}, judged on one entry, in Active Directory on one of each class. */
  List<Fact> facts(LDAPConnection connection, String dn, Filter filter, Cures cures) {
    if (!server.kind().isActiveDirectory()) {
      return List.of(fact(connection, dn, cures));
    }
    try {
      return new Preflight(connection, grants(connection), filter)
          .facts(settings.bind().toString());
    } catch (LDAPException | RuntimeException e) {
      return List.of(
          Fact.good("write rights: not known, the server does not tell: " + e.getMessage()));
    }
  }

  private Fact fact(LDAPConnection connection, String dn, Cures cures) {
    List<String> denied = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (CertificateAttribute attribute : CertificateAttribute.PEOPLE) {
      Optional<Boolean> may = may(connection, dn, attribute);
      if (may.isEmpty()) {
        unknown.add(attribute.ldapName());
      } else if (!may.get()) {
        denied.add(attribute.ldapName());
      }
    }
    if (!denied.isEmpty()) {
      String cure = cures.write(denied);
      String grant = cure.isEmpty() ? "; grant it: " + grant(account.toString()) : "";
      return Fact.problem(
          "%s may not write %s (tried on %s)%s"
              .formatted(account, String.join(" and ", denied), dn, grant),
          cure);
    }
    if (unknown.isEmpty()) {
      return Fact.good("write rights: both attributes may be written (tried on " + dn + ")");
    }
    return Fact.good(
        "write rights on %s: not known, the server cannot be asked without writing (tried on %s)"
            .formatted(String.join(" and ", unknown), dn));
  }

  private Optional<Boolean> may(
      LDAPConnection connection, String dn, CertificateAttribute attribute) {
    try {
      return server
          .kind()
          .trial(account)
          .mayWrite(connection, dn, server.form(attribute).description());
    } catch (LDAPException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /**
   * What is found of entries that are named.
   *
   * @param objectClasses the schema's; none when it cannot be read
   */
  List<Fact> named(
      LDAPConnection connection, List<Directory.Wanted> wanted, List<String> objectClasses)
      throws LDAPException {
    ServerKind kind = server.kind();
    ObjectClasses known = new ObjectClasses(kind.keepsClasses() ? objectClasses : List.of());
    NamedEntries entries =
        new NamedEntries(
            connection,
            account.dn().isEmpty() ? settings.bind().toString() : account.toString(),
            kind.trial(account),
            dn -> kind.entryCures(connection, dn, account),
            attribute -> server.form(attribute).description(),
            known);
    List<Fact> facts = new ArrayList<>();
    for (Directory.Wanted one : wanted) {
      facts.add(entries.fact(one));
    }
    return facts;
  }
}
