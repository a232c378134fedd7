package org.certpublisher.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certpublisher.cert.match.MatchRule;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.cert.match.SubjectField;
import org.certpublisher.config.DirectorySettings.Bind;
import org.certpublisher.config.DirectorySettings.Connection;
import org.certpublisher.config.DirectorySettings.Entries;
import org.certpublisher.config.DirectorySettings.Tls;
import org.certpublisher.config.yaml.Conversions;
import org.certpublisher.config.yaml.YamlMap;

/** Reads an entry of {@code directories}. */
final class DirectoryReader {
  static final String[] KEYS = {
    "name", "type", "urls", "trust", "tls", "bind", "entries", "full-compare"
  };
  static final String DEFAULT_FILTER = "(objectClass=person)";

  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");
  private static final Map<String, DirectorySettings.Type> TYPES = types();

  private final YamlMap map;
  private final FileReader files;

  DirectoryReader(YamlMap map, FileReader files) {
    this.map = map;
    this.files = files;
  }

  private static Map<String, DirectorySettings.Type> types() {
    Map<String, DirectorySettings.Type> types = new LinkedHashMap<>();
    types.put("auto", DirectorySettings.Type.AUTO);
    types.put("active-directory", DirectorySettings.Type.ACTIVE_DIRECTORY);
    types.put("samba", DirectorySettings.Type.SAMBA);
    types.put("openldap", DirectorySettings.Type.OPENLDAP);
    types.put("389-ds", DirectorySettings.Type.DS_389);
    types.put("apacheds", DirectorySettings.Type.APACHEDS);
    types.put("generic", DirectorySettings.Type.GENERIC);
    return types;
  }

  DirectorySettings read() {
    map.require("name", "a name for this directory");
    String name = map.value("name", "", Conversions::name);
    DirectorySettings.Type type = map.word("type", DirectorySettings.Type.AUTO, TYPES);
    Connection connection = connection();
    Bind bind = BindReader.read(map, files);
    judge(connection, bind);
    Duration fullCompare = map.value("full-compare", Duration.ofDays(1), Conversions::duration);
    return new DirectorySettings(name, type, connection, bind, entries(), fullCompare);
  }

  private Connection connection() {
    List<URI> urls = new ArrayList<>();
    List<String> texts = map.texts("urls");
    if (texts.isEmpty()) {
      map.missing("urls", "the servers, such as [ \"ldaps://dc1.example.com\" ]");
    }
    for (String text : texts) {
      try {
        urls.add(Conversions.directoryUrl(text));
      } catch (IllegalArgumentException e) {
        map.problem("urls", "found \"" + YamlMap.shown(text) + "\", expected " + e.getMessage());
      }
    }
    Optional<Path> trust =
        map.value("trust", Optional.empty(), text -> Optional.of(files.file(text)));
    Tls tls =
        map.word("tls", Tls.REQUIRED, YamlMap.words("required", Tls.REQUIRED, "none", Tls.NONE));
    if (tls == Tls.NONE && urls.stream().anyMatch(url -> "ldaps".equals(url.getScheme()))) {
      map.problem("tls", "found \"none\" beside an ldaps address, expected ldap addresses only");
    }
    return new Connection(urls, trust, tls);
  }

  private void judge(Connection connection, Bind bind) {
    boolean away = connection.urls().stream().anyMatch(url -> !LOOPBACK.contains(url.getHost()));
    if (connection.tls() == Tls.NONE && bind instanceof Bind.Simple && away) {
      map.warn("tls", "none: the password crosses the network in clear");
    }
    if (connection.tls() == Tls.NONE && bind instanceof Bind.External) {
      map.problem("tls", "found \"none\" beside method external, expected TLS: it shows the key");
    }
  }

  private Entries entries() {
    YamlMap own =
        map.map("entries", "base: the name below which they are", "base", "filter", "match");
    if (map.has("entries")) {
      own.require("base", "the name below which the entries are");
    }
    List<String> bases = bases(own);
    String filter = own.value("filter", DEFAULT_FILTER, Conversions::filter);
    return new Entries(bases, filter, match(own));
  }

  /** Texts, or an attribute and the field of the subject that it holds. */
  private static MatchRules match(YamlMap own) {
    Map<String, MatchRule> rules = new LinkedHashMap<>();
    for (YamlMap item : own.mapsOrTexts("match", "attribute", "from")) {
      item.require("attribute", "the name of an attribute of entries");
      String attribute = item.value("attribute", "", Conversions::attribute);
      Optional<SubjectField> field =
          item.value("from", Optional.empty(), text -> Optional.of(Conversions.subjectField(text)));
      MatchRule rule =
          field.map(from -> MatchRule.of(attribute, from)).orElse(MatchRule.of(attribute));
      if (rules.putIfAbsent(rule.name(), rule) != null && !attribute.isEmpty()) {
        own.problem("match", "names " + attribute + " twice, expected every rule once");
      }
    }
    return rules.isEmpty() ? MatchRules.MAIL : new MatchRules(List.copyOf(rules.values()));
  }

  /** No base may be below another: its entries would come twice. */
  private static List<String> bases(YamlMap own) {
    List<String> bases = new ArrayList<>();
    List<String> texts = own.texts("base");
    if (texts.isEmpty() && own.has("base")) {
      own.problem("base", "is empty, expected the name below which the entries are");
    }
    for (String text : texts) {
      try {
        String base = Conversions.dn(text);
        bases.stream()
            .filter(other -> Consistency.overlap(base, other))
            .forEach(
                other ->
                    own.problem(
                        "base",
                        "\"%s\" and \"%s\" share entries, expected bases of which none is below another"
                            .formatted(YamlMap.shown(other), YamlMap.shown(base))));
        bases.add(base);
      } catch (IllegalArgumentException e) {
        own.problem("base", "found \"" + YamlMap.shown(text) + "\", expected " + e.getMessage());
      }
    }
    return bases;
  }
}
