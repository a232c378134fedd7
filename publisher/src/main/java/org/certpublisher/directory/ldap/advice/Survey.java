package org.certpublisher.directory.ldap.advice;

import com.unboundid.ldap.sdk.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks at every entry's classes, and whether it shows by what it is found. */
public final class Survey {
  /** So many entries are named; more than that somebody mends by a tool of his own. */
  private static final int NAMED = 20;

  private final ObjectClasses known;
  private final List<String> wanted;
  private final List<String> match;
  private final Map<Set<String>, List<String>> lackOf = new HashMap<>();
  private final Map<String, Set<String>> unfit = new LinkedHashMap<>();
  private final Set<String> lacking = new TreeSet<>();
  private int entries;
  private int findable;
  private int unfitEntries;
  private Optional<String> first = Optional.empty();
  private Optional<String> fit = Optional.empty();

  /**
   * Prepares one.
   *
   * @param definitions the schema's objectClasses; none when it cannot be read
   * @param wanted the attributes that entries should allow
   * @param match the attributes by which certificates find entries
   */
  public Survey(List<String> definitions, List<String> wanted, List<String> match) {
    this.known = new ObjectClasses(definitions);
    this.wanted = List.copyOf(wanted);
    this.match = List.copyOf(match);
  }

  /** What to ask of each entry. */
  public List<String> attributes() {
    List<String> all = new ArrayList<>(match);
    all.add("objectClass");
    return all;
  }

  /** Takes one entry. */
  public void add(Entry entry) {
    entries++;
    String dn = entry.getDN();
    first = first.or(() -> Optional.of(dn));
    if (match.stream().anyMatch(entry::hasAttribute)) {
      findable++;
    }
    String[] values = entry.getObjectClassValues();
    Set<String> classes = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    classes.addAll(values == null ? List.of() : Arrays.asList(values));
    List<String> lack =
        lackOf.computeIfAbsent(
            classes, these -> wanted.stream().filter(one -> !known.allow(these, one)).toList());
    if (lack.isEmpty()) {
      fit = fit.or(() -> Optional.of(dn));
      return;
    }
    unfitEntries++;
    lacking.addAll(lack);
    if (unfit.size() < NAMED) {
      unfit.put(dn, classes);
    }
  }

  /** How many entries came. */
  public int entries() {
    return entries;
  }

  /** How many of them show one of the attributes by which certificates find them. */
  public int findable() {
    return findable;
  }

  /** How many have no class that allows a wanted attribute. */
  public int unfitEntries() {
    return unfitEntries;
  }

  /** The first of those, with their classes. */
  public Map<String, Set<String>> unfit() {
    return unfit;
  }

  /** The attributes that they do not allow. */
  public List<String> lacking() {
    return List.copyOf(lacking);
  }

  /** An entry to try rights on: one that allows the attributes if there is one. */
  public Optional<String> sample() {
    return fit.or(() -> first);
  }
}
