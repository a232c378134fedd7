package org.certpublisher.directory.ldap.advice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which attributes a server's object classes allow (RFC 4512, section 4.1.1). */
public final class ObjectClasses {
  private static final Pattern NAME = clause("NAME");
  private static final Pattern SUP = clause("SUP");
  private static final Pattern MUST = clause("MUST");
  private static final Pattern MAY = clause("MAY");
  private static final String ALL = "extensibleobject";

  private final Map<String, Definition> byName = new HashMap<>();

  private record Definition(List<String> superiors, Set<String> attributes) {}

  /** Takes the values of objectClasses; none when the schema cannot be read. */
  public ObjectClasses(List<String> definitions) {
    for (String text : definitions) {
      Set<String> attributes = new HashSet<>(words(MUST, text));
      attributes.addAll(words(MAY, text));
      Definition definition = new Definition(words(SUP, text), attributes);
      words(NAME, text).forEach(name -> byName.put(name, definition));
    }
  }

  private static Pattern clause(String keyword) {
    return Pattern.compile("\\b" + keyword + "\\s+(?:\\(([^)]*)\\)|'?([\\w.;-]+)'?)");
  }

  private static List<String> words(Pattern clause, String text) {
    Matcher found = clause.matcher(text);
    if (!found.find()) {
      return List.of();
    }
    String list = found.group(1) == null ? found.group(2) : found.group(1);
    return Arrays.stream(list.split("[\\s$']+", -1))
        .filter(word -> !word.isEmpty())
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }

  /** Which of these classes the schema lacks; none when it could not be read. */
  public List<String> lacking(List<String> names) {
    return byName.isEmpty()
        ? List.of()
        : names.stream().filter(one -> !byName.containsKey(one.toLowerCase(Locale.ROOT))).toList();
  }

  /** Whether one of the classes allows it; true when one of them is not known. */
  public boolean allow(Set<String> classes, String attribute) {
    List<String> open = new ArrayList<>(classes);
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      String name = open.remove(open.size() - 1).toLowerCase(Locale.ROOT);
      Definition definition = byName.get(name);
      if (definition == null
          || name.equals(ALL)
          || definition.attributes().contains(attribute.toLowerCase(Locale.ROOT))) {
        return true;
      }
      if (seen.add(name)) {
        open.addAll(definition.superiors());
      }
    }
    return false;
  }
}
