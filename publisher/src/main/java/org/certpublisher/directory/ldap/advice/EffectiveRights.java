package org.certpublisher.directory.ldap.advice;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Asks 389-DS what an account may do with an entry's attributes (2.3.1). The control's value is the
 * name alone, not the sequence that Sun's and Ping's servers take.
 */
public final class EffectiveRights {
  /** Get effective rights. */
  public static final String OID = "1.3.6.1.4.1.42.2.27.9.5.2";

  private static final String RIGHTS = "attributeLevelRights";

  private EffectiveRights() {}

  /**
   * The rights by the attribute's name in small letters: r read, s search, c compare, w write, o
   * take away; "none" also where the entry's classes do not allow the attribute. Empty when the
   * server does not say.
   */
  public static Optional<Map<String, String>> of(
      LDAPConnection connection, String dn, String account, List<String> attributes)
      throws LDAPException {
    SearchRequest request =
        new SearchRequest(
            dn,
            SearchScope.BASE,
            Filter.createPresenceFilter("objectClass"),
            attributes.toArray(new String[0]));
    request.addControl(new Control(OID, true, new ASN1OctetString("dn: " + account)));
    SearchResultEntry entry = connection.searchForEntry(request);
    String[] values = entry == null ? null : entry.getAttributeValues(RIGHTS);
    if (values == null) {
      return Optional.empty();
    }
    Map<String, String> rights = new HashMap<>();
    for (String one : String.join(",", values).split(",", -1)) {
      int colon = one.lastIndexOf(':');
      if (colon > 0) {
        rights.put(
            one.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            one.substring(colon + 1).strip());
      }
    }
    return Optional.of(rights);
  }
}
