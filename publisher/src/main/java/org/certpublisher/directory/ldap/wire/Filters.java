package org.certpublisher.directory.ldap.wire;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.match.MatchRule;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.EntryChange;

/** Filters (RFC 4515) of what a person writes. */
public final class Filters {
  private static final String CLASSES = "objectClass";

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

  /**
   * Whether an entry with this content may match. What of the filter is about other attributes, or
   * about rules that only the server has, may go either way.
   */
  public static boolean mayMatch(Filter filter, EntryChange.Frame frame) {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(new Attribute(CLASSES, frame.classes()));
    frame
        .others()
        .forEach(
            (name, values) ->
                attributes.add(
                    new Attribute(name, values.stream().map(Der::view).toArray(byte[][]::new))));
    return may(filter, new Entry("", attributes), true);
  }

  /**
   * @param wanted whether it is asked if it may match; else, if it may not match
   */
  private static boolean may(Filter filter, Entry entry, boolean wanted) {
    return switch (filter.getFilterType()) {
      case Filter.FILTER_TYPE_AND -> some(filter, entry, wanted, wanted);
      case Filter.FILTER_TYPE_OR -> some(filter, entry, wanted, !wanted);
      case Filter.FILTER_TYPE_NOT -> may(filter.getNOTComponent(), entry, !wanted);
      default -> leaf(filter, entry, wanted);
    };
  }

  private static boolean some(Filter filter, Entry entry, boolean wanted, boolean all) {
    Stream<Filter> parts = Arrays.stream(filter.getComponents());
    return all
        ? parts.allMatch(part -> may(part, entry, wanted))
        : parts.anyMatch(part -> may(part, entry, wanted));
  }

  private static boolean leaf(Filter filter, Entry entry, boolean wanted) {
    if (filter.getFilterType() == Filter.FILTER_TYPE_EXTENSIBLE_MATCH
        || !entry.hasAttribute(filter.getAttributeName())) {
      return true;
    }
    try {
      return filter.matchesEntry(entry) == wanted;
    } catch (LDAPException e) {
      return true;
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
