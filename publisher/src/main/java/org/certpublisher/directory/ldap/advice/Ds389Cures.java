package org.certpublisher.directory.ldap.advice;

import static com.unboundid.ldap.sdk.ModificationType.ADD;
import static com.unboundid.ldap.sdk.ModificationType.REPLACE;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** For 389-DS (seen: 2.3.1): ACIs on the base, limits on the account, indexes of the backend. */
public final class Ds389Cures implements Cures, EntryCures {
  private static final List<String> PERSON = List.of("organizationalPerson", "inetOrgPerson");

  /** Those of paged reads count only where cn=config has limits of their own for them. */
  private static final List<String> LIMITS =
      List.of(
          "nsLookThroughLimit",
          "nsSizeLimit",
          "nsTimeLimit",
          "nsPagedLookThroughLimit",
          "nsPagedSizeLimit");

  private static final String WRITE = "read,search,compare,write";

  private final String base;
  private final String account;

  /**
   * Prepares them.
   *
   * @param account its name; empty for anonymous
   */
  public Ds389Cures(String base, String account) {
    this.base = base;
    this.account = account;
  }

  /** What has to be -1 on an account's entry for it to read everything. */
  public static String limits() {
    return String.join(", ", LIMITS);
  }

  /** The value of aci that lets an account have rights on attributes. */
  public static String aci(String account, Collection<String> attributes, String rights) {
    return targetAttributes(attributes) + allowed("certificate publisher", rights, account);
  }

  private static String targetAttributes(Collection<String> attributes) {
    return "(targetattr=\"%s\")".formatted(String.join(" || ", attributes));
  }

  private static String allowed(String name, String rights, String account) {
    return "(version 3.0; acl \"%s\"; allow (%s) userdn=\"ldap:///%s\";)"
        .formatted(name, rights, account.isEmpty() ? "anyone" : account);
  }

  @Override
  public String read(Collection<String> attributes) {
    List<String> all = Stream.concat(Stream.of("objectClass"), attributes.stream()).toList();
    return add(base, aci(account, all, "read,search,compare"));
  }

  @Override
  public String write(Collection<String> attributes) {
    return add(base, aci(account, attributes, WRITE));
  }

  private static String add(String dn, String... acis) {
    return Cures.ldif(List.of(Cures.modify(dn, ADD, "aci", List.of(acis))));
  }

  /**
   * Of the entry alone, since others may stand below the name of a CA: this server knows no
   * targetscope, so its own name is the filter.
   */
  @Override
  public String writeEntry(Collection<String> attributes) throws LDAPException {
    RDN name = new DN(base).getRDN();
    List<Filter> parts = new ArrayList<>();
    for (int i = 0; i < name.getAttributeNames().length; i++) {
      parts.add(
          Filter.createEqualityFilter(name.getAttributeNames()[i], name.getAttributeValues()[i]));
    }
    Filter filter = parts.size() == 1 ? parts.get(0) : Filter.createANDFilter(parts);
    return add(
        base,
        targetAttributes(attributes)
            + "(targetfilter=\"%s\")".formatted(filter.toString().replace("\"", "\\22"))
            + allowed("certificate publisher", WRITE, account));
  }

  /** The right to remove is for entries alone that bear the mark of those that were made. */
  @Override
  public String makeEntry(Entry entry, boolean often, Collection<String> attributes)
      throws LDAPException {
    List<String> all = new ArrayList<>();
    all.add(aci(account, attributes, WRITE));
    all.add(allowed("certificate publisher, add", "add", account));
    if (often) {
      all.add(
          "(targetfilter=\"(description=made by cert-publisher*)\")"
              + allowed("certificate publisher, delete", "delete", account));
    }
    return add(String.valueOf(entry.getParentDNString()), all.toArray(new String[0]));
  }

  /** Taken from the account's own entry at its next bind. */
  @Override
  public String liftLimits() {
    if (account.isEmpty()) {
      return "";
    }
    return Cures.ldif(
        List.of(
            new LDIFModifyChangeRecord(
                account,
                LIMITS.stream().map(one -> new Modification(REPLACE, one, "-1")).toList())));
  }

  @Override
  public String allow(Map<String, Set<String>> classes, Collection<String> attributes) {
    List<LDIFChangeRecord> records = new ArrayList<>();
    classes.forEach(
        (dn, has) -> {
          List<String> add =
              has.contains("person")
                  ? PERSON.stream().filter(one -> !has.contains(one)).toList()
                  : List.of("extensibleObject");
          records.add(Cures.modify(dn, ADD, "objectClass", add));
        });
    return Cures.ldif(records);
  }

  /** An index is used once it was built, which the task does while the server runs. */
  @Override
  public String index(Database found, Map<String, List<String>> lacking) {
    List<LDIFChangeRecord> records = new ArrayList<>();
    lacking.forEach(
        (attribute, types) -> {
          String dn = "cn=" + attribute + ",cn=index," + found.dn();
          records.add(
              found.index(attribute).isPresent()
                  ? Cures.modify(dn, ADD, "nsIndexType", types)
                  : new LDIFAddChangeRecord(
                      new Entry(
                          dn,
                          new Attribute("objectClass", "top", "nsIndex"),
                          new Attribute("cn", attribute),
                          new Attribute("nsSystemIndex", "false"),
                          new Attribute("nsIndexType", types))));
        });
    records.add(
        new LDIFAddChangeRecord(
            new Entry(
                "cn=certificate publisher,cn=index,cn=tasks,cn=config",
                new Attribute("objectClass", "top", "extensibleObject"),
                new Attribute("cn", "certificate publisher"),
                new Attribute("nsInstance", found.name()),
                new Attribute("nsIndexAttribute", lacking.keySet()))));
    return Cures.ldif(records);
  }
}
