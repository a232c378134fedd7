package org.certpublisher.directory.ldap.advice;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The database behind a base and its indexes, as far as an account can see them in cn=config. Most
 * accounts cannot; then nothing is said of indexes.
 *
 * @param dn its entry in cn=config
 * @param indexes by the attribute's name in small letters
 */
public record Database(String dn, String name, Map<String, Index> indexes) {
  /** What mail clients search by: gpgsm 2.2.40 by parts of sn, cn and mail, all by mail. */
  private static final List<Map.Entry<String, List<String>>> WANTED =
      List.of(
          Map.entry("mail", List.of("eq", "sub")),
          Map.entry("cn", List.of("sub")),
          Map.entry("sn", List.of("sub")));

  /** Copies its collection. */
  public Database {
    indexes = Map.copyOf(indexes);
  }

  /**
   * One attribute's index.
   *
   * @param stored the value that says so, where it is a value
   */
  public record Index(String stored, Set<String> types) {
    /** Whether the value is of this attribute alone, as slapd shows it. */
    boolean isOf(String attribute) {
      return lower(stored).startsWith(attribute + " ");
    }
  }

  /** The index of an attribute. */
  public Optional<Index> index(String attribute) {
    return Optional.ofNullable(indexes.get(attribute));
  }

  /** What mail clients need and is not there, by attribute. */
  public Map<String, List<String>> lacking() {
    Map<String, List<String>> lacking = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> wanted : WANTED) {
      Set<String> has = index(wanted.getKey()).map(Index::types).orElse(Set.of());
      List<String> not = wanted.getValue().stream().filter(one -> !has.contains(one)).toList();
      if (!not.isEmpty()) {
        lacking.put(wanted.getKey(), not);
      }
    }
    return lacking;
  }

  /** slapd's; empty when the account cannot see it or its indexes. */
  public static Optional<Database> ofOpenLdap(LDAPConnection connection, String base) {
    return search(connection, "cn=config", SearchScope.SUB, "(olcSuffix=*)").stream()
        .filter(entry -> depth(entry, "olcSuffix", base) >= 0)
        .max(Comparator.comparing(entry -> depth(entry, "olcSuffix", base)))
        .filter(entry -> entry.hasAttribute("olcDbIndex"))
        .map(
            entry ->
                new Database(entry.getDN(), "", parsed(entry.getAttributeValues("olcDbIndex"))));
  }

  /** 389-DS's; empty when the account cannot see it or its indexes. */
  public static Optional<Database> of389(LDAPConnection connection, String base) {
    return search(
            connection,
            "cn=ldbm database,cn=plugins,cn=config",
            SearchScope.ONE,
            "(nsslapd-suffix=*)")
        .stream()
        .filter(entry -> depth(entry, "nsslapd-suffix", base) >= 0)
        .max(Comparator.comparing(entry -> depth(entry, "nsslapd-suffix", base)))
        .map(entry -> of389(connection, entry))
        .filter(found -> !found.indexes().isEmpty());
  }

  private static Database of389(LDAPConnection connection, SearchResultEntry backend) {
    Map<String, Index> indexes = new HashMap<>();
    for (SearchResultEntry one :
        search(
            connection, "cn=index," + backend.getDN(), SearchScope.ONE, "(objectClass=nsIndex)")) {
      String[] types = one.getAttributeValues("nsIndexType");
      indexes.put(
          lower(String.valueOf(one.getAttributeValue("cn"))),
          new Index("", types(types == null ? List.of() : Arrays.asList(types))));
    }
    return new Database(backend.getDN(), String.valueOf(backend.getAttributeValue("cn")), indexes);
  }

  /** Reads olcDbIndex: attributes, a blank, types; without types those of "default". */
  static Map<String, Index> parsed(String... values) {
    Map<String, Index> indexes = new HashMap<>();
    Set<String> usual = Set.of();
    for (String value : values) {
      String[] parts = value.strip().split("\\s+", 2);
      Set<String> types =
          types(parts.length < 2 ? List.of() : Arrays.asList(parts[1].split("\\s*,\\s*", -1)));
      for (String attribute : parts[0].split(",", -1)) {
        indexes.put(lower(attribute), new Index(value, types));
      }
      usual = lower(parts[0]).equals("default") ? types : usual;
    }
    Set<String> withoutTypes = usual;
    indexes.replaceAll(
        (attribute, index) ->
            index.types().isEmpty() ? new Index(index.stored(), withoutTypes) : index);
    return indexes;
  }

  private static Set<String> types(List<String> types) {
    Set<String> all = new TreeSet<>();
    types.forEach(type -> all.add(lower(type)));
    return all;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** How many components the suffix has that the base lies under; -1 for none. */
  private static int depth(SearchResultEntry entry, String attribute, String base) {
    int deepest = -1;
    Attribute suffixes = entry.getAttribute(attribute);
    for (String suffix : suffixes == null ? new String[0] : suffixes.getValues()) {
      try {
        DN parsed = new DN(suffix);
        if (parsed.isAncestorOf(base, true)) {
          deepest = Math.max(deepest, parsed.getRDNs().length);
        }
      } catch (LDAPException e) {
        // a suffix that cannot be parsed is not the base's
      }
    }
    return deepest;
  }

  private static List<SearchResultEntry> search(
      LDAPConnection connection, String base, SearchScope scope, String filter) {
    try {
      return new ArrayList<>(connection.search(base, scope, filter).getSearchEntries());
    } catch (LDAPException | RuntimeException e) {
      return List.of();
    }
  }
}
