package org.certpublisher.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Sha256;
import org.certpublisher.config.yaml.Spelling;
import org.certpublisher.config.yaml.YamlMap;
import org.certpublisher.plan.creation.Template;

/** What single keys do not show: names that lead nowhere, one CA or one attribute taken twice. */
final class Consistency {
  /** A part of the configuration and where in the file it stands. */
  record Placed<T>(YamlMap map, T settings) {}

  private Consistency() {}

  static <T> void uniqueNames(List<Placed<T>> parts, Function<T, String> name) {
    Map<String, Integer> lines = new HashMap<>();
    for (Placed<T> part : parts) {
      String own = name.apply(part.settings());
      Integer earlier = lines.putIfAbsent(own, part.map().lineOf("name"));
      if (earlier != null && !own.isEmpty()) {
        part.map()
            .problem("name", "\"" + own + "\" is taken in line " + earlier + ", expected another");
      }
    }
  }

  /**
   * No CA key may be in two authorities, for then nobody could say whose a certificate is. A CA
   * above another one of the same authority is there for the chain only and may be shared.
   */
  static void keysOnce(List<Placed<AuthoritySettings>> authorities) {
    Map<Sha256, String> owners = new HashMap<>();
    for (Placed<AuthoritySettings> part : authorities) {
      for (Certificate one : part.settings().authority().issuing()) {
        String own = part.settings().name();
        String owner = owners.putIfAbsent(one.publicKey().encoded().sha256(), own);
        if (owner != null && !owner.equals(own)) {
          part.map()
              .problem(
                  "certificates",
                  "the key of \""
                      + YamlMap.shown(one.subject().text())
                      + "\" is also authority \""
                      + owner
                      + "\"; a CA is configured once");
        }
      }
    }
  }

  static void namesExist(
      List<Placed<PublicationSettings>> publications,
      List<String> authorities,
      List<String> directories) {
    for (Placed<PublicationSettings> part : publications) {
      for (String name : part.settings().authorities()) {
        exists(part.map(), "authorities", name, authorities);
      }
      exists(part.map(), "directory", part.settings().directory(), directories);
    }
  }

  private static void exists(YamlMap map, String key, String name, List<String> known) {
    if (!name.isEmpty() && !known.contains(name)) {
      map.problem(
          key,
          "found \""
              + YamlMap.shown(name)
              + "\", expected one of "
              + known
              + Spelling.suggest(name, known, ""));
    }
  }

  /** No two publications may write the same attribute of the same entries. */
  static void attributesOnce(
      List<Placed<PublicationSettings>> publications, Map<String, DirectorySettings> directories) {
    List<Placed<PublicationSettings>> earlier = new ArrayList<>();
    for (Placed<PublicationSettings> part : publications) {
      Optional<DirectorySettings> mine =
          Optional.ofNullable(directories.get(part.settings().directory()));
      for (Placed<PublicationSettings> other : earlier) {
        Optional<DirectorySettings> theirs =
            Optional.ofNullable(directories.get(other.settings().directory()));
        boolean sameAttribute =
            other.settings().policy().attributes().stream()
                .anyMatch(part.settings().policy().attributes()::contains);
        if (sameAttribute
            && shareEntries(part.settings(), other.settings())
            && mine.isPresent()
            && theirs.isPresent()
            && overlap(mine.get(), theirs.get())) {
          part.map()
              .problem(
                  "directory",
                  "publication \""
                      + other.settings().name()
                      + "\" writes the same attribute of the same entries; list all authorities"
                      + " in one publication, or give two directories with bases or filters that"
                      + " share no entry");
        }
      }
      earlier.add(part);
    }
  }

  /** An entry that was made must be found again, or it would be made at each run. */
  static void madeEntriesAreFound(
      List<Placed<PublicationSettings>> publications, Map<String, DirectorySettings> directories) {
    for (Placed<PublicationSettings> part : publications) {
      Optional<DirectorySettings.Entries> entries =
          Optional.ofNullable(directories.get(part.settings().directory()))
              .map(DirectorySettings::entries);
      Optional<Template> missing = part.settings().extras().missing();
      if (missing.isEmpty() || entries.isEmpty()) {
        continue;
      }
      String base = missing.get().base();
      if (!base.isEmpty() && entries.get().bases().stream().noneMatch(one -> isBelow(base, one))) {
        part.map()
            .problem(
                "create-missing",
                "makes entries below \"%s\", where directory \"%s\" does not look; expected a base that is, or is below, one of its entries' bases"
                    .formatted(YamlMap.shown(base), part.settings().directory()));
      }
      if (entries.get().match().rules().stream()
          .noneMatch(rule -> rule.attribute().equalsIgnoreCase("mail"))) {
        part.map()
            .problem(
                "create-missing",
                "makes entries that mail finds, which directory \"%s\" does not match by; expected mail among its match"
                    .formatted(part.settings().directory()));
      }
    }
  }

  /** Publications about authorities share entries only where they share an authority's. */
  private static boolean shareEntries(PublicationSettings one, PublicationSettings other) {
    return one.extras().authorities().isEmpty()
        || other.extras().authorities().isEmpty()
        || one.authorities().stream()
            .filter(other.authorities()::contains)
            .anyMatch(name -> entry(one, name).equals(entry(other, name)));
  }

  private static String entry(PublicationSettings settings, String authority) {
    return settings.extras().authorities().orElseThrow().byAuthority().getOrDefault(authority, "");
  }

  private static boolean overlap(DirectorySettings one, DirectorySettings other) {
    if (one.name().equals(other.name())) {
      return true;
    }
    boolean sameServer =
        one.connection().urls().stream()
            .map(Consistency::host)
            .anyMatch(other.connection().urls().stream().map(Consistency::host).toList()::contains);
    return sameServer
        && one.entries().filter().equalsIgnoreCase(other.entries().filter())
        && one.entries().bases().stream()
            .anyMatch(
                base -> other.entries().bases().stream().anyMatch(theirs -> overlap(base, theirs)));
  }

  /** Whether one base is below the other, or both are the same. */
  static boolean overlap(String one, String other) {
    return isBelow(one, other) || isBelow(other, one);
  }

  private static String host(URI url) {
    return url.getHost().toLowerCase(Locale.ROOT);
  }

  private static boolean isBelow(String lower, String upper) {
    try {
      return new LdapName(lower).startsWith(new LdapName(upper));
    } catch (InvalidNameException e) {
      return false; // told where it was read
    }
  }
}
