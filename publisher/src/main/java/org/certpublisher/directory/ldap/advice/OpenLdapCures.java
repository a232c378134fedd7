package org.certpublisher.directory.ldap.advice;

import static com.unboundid.ldap.sdk.ModificationType.ADD;
import static com.unboundid.ldap.sdk.ModificationType.DELETE;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * For slapd with cn=config (seen: 2.5.13). A rule goes first and ends in {@code by * break}, so
 * that for everybody else the rules that were there decide as before.
 */
public final class OpenLdapCures implements Cures, EntryCures {
  private static final String USUAL = "olcDatabase={1}mdb,cn=config";

  private final String base;
  private final String account;
  private final String database;
  private final String note;

  /**
   * Prepares them.
   *
   * @param account its name; empty for anonymous
   * @param database the name of the base's database in cn=config; empty when it cannot be seen
   */
  public OpenLdapCures(String base, String account, String database) {
    this.base = base;
    this.account = account;
    this.database = database.isEmpty() ? USUAL : database;
    this.note =
        database.isEmpty()
            ? "# As root on the server: ldapmodify -Y EXTERNAL -H ldapi:/// -f FILE\n"
                + "# The database of "
                + base
                + " may have another name; it is told by\n"
                + "# ldapsearch -Y EXTERNAL -H ldapi:/// -b cn=config (olcSuffix=*) olcSuffix\n"
            : "";
  }

  /** The value of olcAccess that lets an account write the attributes below a base. */
  public static String access(
      String base, String account, Collection<String> attributes, String right) {
    return access("subtree", base, account, attributes, right);
  }

  private static String access(
      String scope, String dn, String account, Collection<String> attributes, String right) {
    return "{0}to dn.%s=\"%s\" attrs=%s by %s %s by * break"
        .formatted(scope, quoted(dn), String.join(",", attributes), who(account), right);
  }

  /** The value of olcLimits that lets an account read everything. */
  public static String limits(String account) {
    return "{0}%s size=unlimited time=unlimited".formatted(who(account));
  }

  private static String who(String account) {
    return account.isEmpty() ? "anonymous" : "dn.exact=\"" + quoted(account) + "\"";
  }

  private static String quoted(String dn) {
    return dn.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  @Override
  public String read(Collection<String> attributes) {
    Set<String> all = new TreeSet<>(attributes);
    all.addAll(List.of("entry", "objectClass"));
    return add("olcAccess", access(base, account, all, "read"));
  }

  @Override
  public String write(Collection<String> attributes) {
    return add("olcAccess", access(base, account, attributes, "write"));
  }

  @Override
  public String writeEntry(Collection<String> attributes) {
    return add("olcAccess", access("base", base, account, attributes, "write"));
  }

  /**
   * The name above has to let children come and go, the entry itself that it does (slapd.access).
   */
  @Override
  public String makeEntry(Entry entry, boolean often, Collection<String> attributes)
      throws LDAPException {
    String above = String.valueOf(entry.getParentDNString());
    List<String> own = new ArrayList<>(List.of("entry"));
    own.addAll(attributes);
    return add(
        "olcAccess",
        access("base", above, account, List.of("children"), often ? "write" : "add"),
        access(often ? "one" : "base", often ? above : base, account, own, "write"));
  }

  @Override
  public String liftLimits() {
    return add("olcLimits", limits(account));
  }

  private String add(String attribute, String... values) {
    return note + Cures.ldif(List.of(Cures.modify(database, ADD, attribute, List.of(values))));
  }

  /** The structural class of an entry cannot be changed (69), so an auxiliary one is added. */
  @Override
  public String allow(Map<String, Set<String>> classes, Collection<String> attributes) {
    String added = attributes.contains("userSMIMECertificate") ? "extensibleObject" : "pkiUser";
    return classes.keySet().stream()
        .map(dn -> Cures.ldif(List.of(Cures.modify(dn, ADD, "objectClass", List.of(added)))))
        .collect(Collectors.joining("\n\n"));
  }

  /**
   * A second olcDbIndex for one attribute is refused (80), so the one that is there is replaced.
   */
  @Override
  public String index(Database found, Map<String, List<String>> lacking) {
    List<String> gone = new ArrayList<>();
    List<String> come = new ArrayList<>();
    lacking.forEach(
        (attribute, types) -> {
          Set<String> all = new TreeSet<>(types);
          found
              .index(attribute)
              .filter(one -> one.isOf(attribute))
              .ifPresent(
                  one -> {
                    gone.add(one.stored());
                    all.addAll(one.types());
                  });
          come.add(attribute + " " + String.join(",", all));
        });
    List<Modification> modifications = new ArrayList<>();
    if (!gone.isEmpty()) {
      modifications.add(new Modification(DELETE, "olcDbIndex", gone.toArray(new String[0])));
    }
    modifications.add(new Modification(ADD, "olcDbIndex", come.toArray(new String[0])));
    return note + Cures.ldif(List.of(new LDIFModifyChangeRecord(database, modifications)));
  }
}
