package org.certpublisher.directory.ldap;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Fact;
import org.certpublisher.directory.ldap.ad.Grants;
import org.certpublisher.directory.ldap.ad.Preflight;
import org.certpublisher.directory.ldap.advice.Cures;
import org.certpublisher.directory.ldap.advice.EffectiveRights;
import org.certpublisher.directory.ldap.connect.Account;
import org.jspecify.annotations.Nullable;

/** Whether the account may write the two attributes, found without writing where a server can. */
final class Rights {
  /** OpenLDAP's no-op: all of the modify, its rights too, but the writing. Seen with 2.5.13. */
  private static final Control NO_OP = new Control("1.3.6.1.4.1.4203.666.5.2", true);

  private static final int NO_OPERATION = 16654;

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
      @Nullable Boolean may = may(connection, dn, attribute);
      if (may == null) {
        unknown.add(attribute.ldapName());
      } else if (!may) {
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

  private @Nullable Boolean may(
      LDAPConnection connection, String dn, CertificateAttribute attribute) {
    try {
      return switch (server.kind()) {
        case OPENLDAP -> wouldWrite(connection, dn, server.form(attribute).description());
        case DS_389 -> hasRights(connection, dn, attribute);
        case ACTIVE_DIRECTORY, SAMBA, APACHEDS, UNBOUNDID, GENERIC -> null;
      };
    } catch (LDAPException | RuntimeException e) {
      return null;
    }
  }

  /** It has to be read, added to and taken from; the entry's classes may be what is lacking. */
  private @Nullable Boolean hasRights(
      LDAPConnection connection, String dn, CertificateAttribute attribute) throws LDAPException {
    String name = attribute.ldapName();
    String rights =
        EffectiveRights.of(connection, dn, account.dn(), List.of(name))
            .map(all -> all.get(name.toLowerCase(Locale.ROOT)))
            .orElse(null);
    if (rights == null || rights.equals("none")) {
      return null;
    }
    return rights.contains("r") && rights.contains("w") && rights.contains("o");
  }

  /** Asks for the values that are there already, so that even a server that wrote changed none. */
  private static @Nullable Boolean wouldWrite(
      LDAPConnection connection, String dn, String description) throws LDAPException {
    SearchResultEntry entry = connection.getEntry(dn, description);
    byte[][] values = entry == null ? null : entry.getAttributeValueByteArrays(description);
    ModifyRequest request =
        new ModifyRequest(
            dn,
            new Modification(
                ModificationType.REPLACE, description, values == null ? new byte[0][] : values));
    request.addControl(NO_OP);
    try {
      connection.modify(request);
      return true;
    } catch (LDAPException e) {
      if (e.getResultCode().intValue() == NO_OPERATION) {
        return true;
      }
      return e.getResultCode().equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS) ? false : null;
    }
  }
}
