package org.certpublisher.directory.ldap.ad;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.certpublisher.cert.match.Sid;
import org.jspecify.annotations.Nullable;

/**
 * The account that publishes, as access control entries name it.
 *
 * @param sid as SDDL writes it (MS-DTYP, section 2.4.2.1)
 * @param name the implicit user principal name, which every account has
 */
public record Trustee(String sid, String name) {
  private static final String SID = "objectSid";
  private static final String ACCOUNT = "sAMAccountName";

  /** For an account that cannot be looked up: the line says what has to be filled in. */
  public static Trustee unknown(String account) {
    return new Trustee("SID-of-" + account, account);
  }

  /**
   * Looks an account up.
   *
   * @param account as it binds: a DN, user@domain or DOMAIN\\user
   * @param base of the entries; its domain is where the account is looked for
   */
  public static Optional<Trustee> find(LDAPConnection connection, String account, String base)
      throws LDAPException {
    String domain = domain(base);
    @Nullable SearchResultEntry entry =
        DN.isValidDN(account)
            ? connection.getEntry(account, SID, ACCOUNT)
            : byName(connection, account, domain);
    byte @Nullable [] sid = entry == null ? null : entry.getAttributeValueBytes(SID);
    Optional<String> text = sid == null ? Optional.empty() : Sid.text(sid);
    if (entry == null || text.isEmpty()) {
      return Optional.empty();
    }
    String dns =
        Arrays.stream(new DN(domain).getRDNs())
            .map(part -> part.getAttributeValues()[0])
            .collect(Collectors.joining("."));
    return Optional.of(new Trustee(text.get(), entry.getAttributeValue(ACCOUNT) + "@" + dns));
  }

  private static @Nullable SearchResultEntry byName(
      LDAPConnection connection, String account, String domain) throws LDAPException {
    String own = account.substring(account.indexOf('\\') + 1).replaceFirst("@.*", "");
    Filter filter =
        Filter.createORFilter(
            Filter.createEqualityFilter("userPrincipalName", account),
            Filter.createEqualityFilter(ACCOUNT, own));
    var found = connection.search(new SearchRequest(domain, SearchScope.SUB, filter, SID, ACCOUNT));
    return found.getEntryCount() == 1 ? found.getSearchEntries().get(0) : null;
  }

  /** The DC components at the end of a name: its domain. */
  static String domain(String base) throws LDAPException {
    RDN[] parts = new DN(base).getRDNs();
    int first = parts.length;
    while (first > 0 && parts[first - 1].hasAttribute("DC")) {
      first--;
    }
    return new DN(Arrays.copyOfRange(parts, first, parts.length)).toString();
  }
}
