package org.certpublisher.directory.ldap;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.certpublisher.directory.CertificateAttribute;
import org.jspecify.annotations.Nullable;

/** Whether the account may write the two attributes, found without writing where a server can. */
final class Rights {
  /** OpenLDAP's no-op: all of the modify, its rights too, but the writing. Seen with 2.5.13. */
  private static final Control NO_OP = new Control("1.3.6.1.4.1.4203.666.5.2", true);

  private static final int NO_OPERATION = 16654;
  private static final String EFFECTIVE = "allowedAttributesEffective";

  private final LdapSettings settings;
  private final Server server;

  Rights(LdapSettings settings, Server server) {
    this.settings = settings;
    this.server = server;
  }

  /** One line for {@code check}, judged on one entry. */
  String fact(LDAPConnection connection, String dn) {
    List<String> denied = new ArrayList<>();
    for (CertificateAttribute attribute : CertificateAttribute.values()) {
      @Nullable Boolean may = may(connection, dn, attribute);
      if (may == null) {
        return "write rights: not known, this server cannot be asked without writing";
      }
      if (!may) {
        denied.add(attribute.ldapName());
      }
    }
    return denied.isEmpty()
        ? "write rights: both attributes may be written (tried on " + dn + ")"
        : "PROBLEM %s may not write %s (tried on %s); grant it: %s"
            .formatted(
                settings.bind(),
                String.join(" and ", denied),
                dn,
                server.kind().grant(settings.entries().base(), settings.bind().toString()));
  }

  private @Nullable Boolean may(
      LDAPConnection connection, String dn, CertificateAttribute attribute) {
    try {
      return switch (server.kind()) {
        case OPENLDAP -> wouldWrite(connection, dn, server.form(attribute).description());
        case ACTIVE_DIRECTORY, SAMBA -> isEffective(connection, dn, attribute);
        case DS_389, APACHEDS, UNBOUNDID, GENERIC -> null;
      };
    } catch (LDAPException | RuntimeException e) {
      return null;
    }
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

  private static @Nullable Boolean isEffective(
      LDAPConnection connection, String dn, CertificateAttribute attribute) throws LDAPException {
    SearchResultEntry entry = connection.getEntry(dn, EFFECTIVE);
    String[] allowed = entry == null ? null : entry.getAttributeValues(EFFECTIVE);
    return allowed != null
        && Arrays.stream(allowed).anyMatch(attribute.ldapName()::equalsIgnoreCase);
  }
}
