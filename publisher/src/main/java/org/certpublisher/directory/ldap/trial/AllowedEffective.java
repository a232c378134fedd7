package org.certpublisher.directory.ldap.trial;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.Arrays;
import java.util.Optional;

/**
 * Active Directory tells of an entry which attributes, and which classes of children, the one who
 * asks may write (MS-ADTS, sections 3.1.1.4.5.3 and 3.1.1.4.5.5).
 */
public final class AllowedEffective implements Trial {
  @Override
  public Optional<Boolean> mayWrite(LDAPConnection connection, String dn, String description)
      throws LDAPException {
    return names(connection, dn, "allowedAttributesEffective", description);
  }

  @Override
  public Optional<Boolean> mayMake(LDAPConnection connection, Entry entry) throws LDAPException {
    String above = entry.getParentDNString();
    String[] classes = entry.getObjectClassValues();
    return names(
        connection,
        above == null ? "" : above,
        "allowedChildClassesEffective",
        classes[classes.length - 1]);
  }

  private static Optional<Boolean> names(
      LDAPConnection connection, String dn, String list, String name) throws LDAPException {
    SearchResultEntry entry = connection.getEntry(dn, list);
    if (entry == null) {
      return Optional.empty();
    }
    String[] names = entry.getAttributeValues(list);
    return Optional.of(
        names != null && Arrays.stream(names).anyMatch(one -> one.equalsIgnoreCase(name)));
  }
}
