package org.certpublisher.directory.ldap.ad;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Fact;
import org.jspecify.annotations.Nullable;

/**
 * Whether the account may write, asked and not tried: {@code allowedAttributesEffective} of an
 * entry names what the one who asks may write, {@code allowedAttributes} what its classes take
 * (MS-ADTS, section 3.1.1.4.5). One unprotected entry of each kind is asked, and one protected.
 */
public final class Preflight {
  private static final String MAY = "allowedAttributesEffective";
  private static final String TAKES = "allowedAttributes";
  private static final Filter PROTECTED = Filter.createEqualityFilter("adminCount", "1");

  private final LDAPConnection connection;
  private final Grants grants;
  private final Filter filter;

  /**
   * Prepares it.
   *
   * @param filter of the entries that are published to
   */
  public Preflight(LDAPConnection connection, Grants grants, Filter filter) {
    this.connection = connection;
    this.grants = grants;
    this.filter = filter;
  }

  /** What the account may write, by class. */
  public List<Fact> facts(String account) throws LDAPException {
    List<Fact> facts = new ArrayList<>();
    Set<Kind> denied = EnumSet.noneOf(Kind.class);
    Set<Kind> granted = EnumSet.noneOf(Kind.class);
    Set<CertificateAttribute> missing = EnumSet.noneOf(CertificateAttribute.class);
    for (Kind kind : Kind.values()) {
      Optional<SearchResultEntry> one = one(kind.filter(), Filter.createNOTFilter(PROTECTED));
      if (one.isPresent()) {
        Set<CertificateAttribute> lacking = lacking(one.get(), MAY);
        missing.addAll(lacking);
        (lacking.isEmpty() ? granted : denied).add(kind);
      }
    }
    if (!granted.isEmpty()) {
      facts.add(Fact.good("write rights: both attributes of " + Grants.names(granted)));
    }
    if (!denied.isEmpty()) {
      facts.add(
          Fact.problem(
              "%s may not write %s of %s; grant it: %s"
                  .formatted(
                      account, names(missing), Grants.names(denied), grants.below(denied, missing)),
              ""));
    }
    if (granted.isEmpty() && denied.isEmpty()) {
      facts.add(
          Fact.good(
              "write rights: not known, there is no user, inetOrgPerson or contact to ask about"));
    }
    protectedAccount(facts, account);
    otherClass(facts);
    return facts;
  }

  private void protectedAccount(List<Fact> facts, String account) throws LDAPException {
    Optional<SearchResultEntry> one = one(PROTECTED);
    if (one.isPresent() && !lacking(one.get(), MAY).isEmpty()) {
      String dn = one.get().getDN();
      facts.add(
          Fact.warning(
              "%s may not write protected accounts (adminCount 1) such as %s, which inherit no rights; if they are to have certificates: %s"
                  .formatted(account, dn, grants.onProtected(dn)),
              ""));
    }
  }

  private void otherClass(List<Fact> facts) throws LDAPException {
    Filter[] known = Arrays.stream(Kind.values()).map(Kind::filter).toArray(Filter[]::new);
    Optional<SearchResultEntry> one = one(Filter.createNOTFilter(Filter.createORFilter(known)));
    if (one.isPresent() && !lacking(one.get(), TAKES).isEmpty()) {
      String[] classes = one.get().getObjectClassValues();
      facts.add(
          Fact.warning(
              "%s is of the class %s, which takes no %s: narrow the filter, or make it a contact"
                  .formatted(
                      one.get().getDN(),
                      classes == null ? "?" : classes[classes.length - 1],
                      names(lacking(one.get(), TAKES))),
              ""));
    }
  }

  private Optional<SearchResultEntry> one(Filter... wanted) throws LDAPException {
    List<Filter> all = new ArrayList<>(List.of(filter));
    all.addAll(Arrays.asList(wanted));
    SearchRequest request =
        new SearchRequest(
            grants.base(), SearchScope.SUB, Filter.createANDFilter(all), "objectClass");
    // A page, for Samba 4.17 sends all entries whatever the size limit.
    request.addControl(new SimplePagedResultsControl(1, true));
    List<SearchResultEntry> found = connection.search(request).getSearchEntries();
    return found.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(connection.getEntry(found.get(0).getDN(), "objectClass", MAY, TAKES));
  }

  private static Set<CertificateAttribute> lacking(SearchResultEntry entry, String list) {
    String @Nullable [] names = entry.getAttributeValues(list);
    return CertificateAttribute.PEOPLE.stream()
        .filter(
            attribute ->
                names == null
                    || Arrays.stream(names).noneMatch(attribute.ldapName()::equalsIgnoreCase))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(CertificateAttribute.class)));
  }

  private static String names(Set<CertificateAttribute> attributes) {
    return attributes.stream()
        .map(CertificateAttribute::ldapName)
        .collect(Collectors.joining(" and "));
  }
}
