package org.certpublisher.directory.ldap.trial;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.Arrays;
import java.util.Optional;

/**
 * Asks 389-DS what an account may do with an entry (2.3.1). The control's value is the name alone,
 * not the sequence that Sun's and Ping's servers take.
 *
 * @param account whose rights are asked for
 */
public record EffectiveRights(String account) implements Trial {
  /** Get effective rights. */
  private static final String OID = "1.3.6.1.4.1.42.2.27.9.5.2";

  /**
   * It has to be read, added to and taken from; "none" also where the entry's classes do not allow
   * the attribute.
   */
  @Override
  public Optional<Boolean> mayWrite(LDAPConnection connection, String dn, String description)
      throws LDAPException {
    String name = Attribute.getBaseName(description);
    return ask(connection, dn, name)
        .flatMap(entry -> Optional.ofNullable(entry.getAttributeValues("attributeLevelRights")))
        .flatMap(
            values ->
                Arrays.stream(String.join(",", values).split(",", -1))
                    .map(String::strip)
                    .filter(one -> one.regionMatches(true, 0, name, 0, name.length()))
                    .filter(one -> one.startsWith(":", name.length()))
                    .map(one -> one.substring(name.length() + 1).strip())
                    .findFirst())
        .filter(rights -> !rights.equals("none"))
        .map(rights -> rights.contains("r") && rights.contains("w") && rights.contains("o"));
  }

  /**
   * The right to add is asked of the entry above, below which it is granted. Who may not add there
   * may still be allowed it for this one name, so that is not known.
   */
  @Override
  public Optional<Boolean> mayMake(LDAPConnection connection, Entry entry) throws LDAPException {
    String above = entry.getParentDNString();
    return ask(connection, above == null ? "" : above, "objectClass")
        .flatMap(found -> Optional.ofNullable(found.getAttributeValue("entryLevelRights")))
        .map(rights -> rights.contains("a"));
  }

  private Optional<SearchResultEntry> ask(LDAPConnection connection, String dn, String attribute)
      throws LDAPException {
    SearchRequest request =
        new SearchRequest(
            dn, SearchScope.BASE, Filter.createPresenceFilter("objectClass"), attribute);
    request.addControl(new Control(OID, true, new ASN1OctetString("dn: " + account)));
    return Optional.ofNullable(connection.searchForEntry(request));
  }
}
