package org.certpublisher.directory.ldap.wire;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.ArrayList;
import java.util.List;
import org.certpublisher.cert.match.MatchRule;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.directory.DirectoryException;

/** Filters (RFC 4515) of what a person writes. */
public final class Filters {
  private Filters() {}

  /** A filter as text. */
  public static Filter parse(String text) throws DirectoryException {
    try {
      return Filter.create(text.strip());
    } catch (LDAPException e) {
      throw new DirectoryException(
          "\"%s\" is no LDAP filter (%s); one looks like (objectClass=person)"
              .formatted(text, e.getMessage()),
          e);
    }
  }

  /** What finds the entries of a mail address. */
  public static Filter byAddress(MatchRules match, String address) {
    List<Filter> filters = new ArrayList<>();
    filters.add(Filter.createEqualityFilter(EntryDecoder.MAIL, address));
    for (MatchRule rule : match.rules()) {
      if (rule.isOfMailboxes()) {
        filters.add(Filter.createEqualityFilter(rule.attribute(), rule.value(address)));
      }
    }
    return Filter.createORFilter(filters);
  }
}
