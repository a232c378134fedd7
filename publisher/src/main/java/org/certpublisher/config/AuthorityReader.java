package org.certpublisher.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.authority.Authority;
import org.certpublisher.config.yaml.Conversions;
import org.certpublisher.config.yaml.Spelling;
import org.certpublisher.config.yaml.YamlMap;

/** Reads an entry of {@code authorities}. */
final class AuthorityReader {
  static final String[] KEYS = {"name", "certificates", "source", "revocation"};

  private static final Map<String, String[]> SOURCES =
      Map.of(
          "openssl", new String[] {"type", "database", "certificates"},
          "folder", new String[] {"type", "path"});
  private static final List<String> LATER = List.of("adcs", "sql", "ejbca", "ldap", "vault");

  private final YamlMap map;
  private final FileReader files;

  AuthorityReader(YamlMap map, FileReader files) {
    this.map = map;
    this.files = files;
  }

  AuthoritySettings read() {
    map.require("name", "a name for this CA");
    String name = map.value("name", "", Conversions::name);
    AuthoritySettings.Source source = source();
    Optional<AuthoritySettings.Revocation> revocation = revocation();
    if (source instanceof AuthoritySettings.Folder && !map.has("revocation")) {
      map.missing("revocation", "crls or \"none\": a folder does not say what was revoked");
    }
    return new AuthoritySettings(new Authority(name, certificates()), source, revocation);
  }

  private List<Certificate> certificates() {
    List<Certificate> found = new ArrayList<>();
    List<String> names = map.texts("certificates");
    if (names.isEmpty()) {
      map.missing("certificates", "the files with this CA's own certificates");
    }
    for (String file : names) {
      try {
        found.addAll(files.certificates(file));
      } catch (IllegalArgumentException e) {
        map.problem(
            "certificates", "found \"" + YamlMap.shown(file) + "\", expected " + e.getMessage());
      }
    }
    for (Certificate one : found) {
      if (!one.usage().ca() && !one.isSelfIssued()) {
        map.problem(
            "certificates",
            "found the certificate of \""
                + YamlMap.shown(one.subject().text())
                + "\", expected certificates of CAs only");
      }
    }
    return found;
  }

  private AuthoritySettings.Source source() {
    AuthoritySettings.Source none = new AuthoritySettings.Folder(Path.of("."));
    if (!map.has("source")) {
      map.missing("source", "type: openssl or type: folder");
      return none;
    }
    Optional<String> given = map.peek("source", "type");
    if (given.isEmpty()) {
      map.map("source", "", "type").missing("type", "openssl or folder");
      return none;
    }
    String type = given.get();
    String[] keys = SOURCES.get(type);
    if (keys == null) {
      map.problem(
          "source.type",
          "found \""
              + YamlMap.shown(type)
              + "\", expected openssl or folder"
              + (LATER.contains(type)
                  ? "; this version reads no other kind: let the CA export to a folder"
                  : Spelling.suggest(type, List.of("openssl", "folder"), "")));
      return none;
    }
    YamlMap own = map.map("source", "", keys);
    return type.equals("folder")
        ? new AuthoritySettings.Folder(path(own, "path", "the folder of certificate files"))
        : new AuthoritySettings.OpenSsl(
            path(own, "database", "the CA's index.txt"),
            path(own, "certificates", "its newcerts, or an Easy-RSA pki folder"));
  }

  /** A place of a source; whether it is there is judged at every run, not here. */
  private Path path(YamlMap own, String key, String expected) {
    own.require(key, expected);
    return own.value(key, Path.of("."), files::path);
  }

  private Optional<AuthoritySettings.Revocation> revocation() {
    if (!map.has("revocation")) {
      return Optional.empty();
    }
    if (map.isScalar("revocation")) {
      map.word("revocation", "none", Map.of("none", "none"));
      return Optional.empty();
    }
    YamlMap own = map.map("revocation", "", "crls", "publish", "max-age");
    List<URI> crls = locations(own, "crls");
    if (own.texts("crls").isEmpty()) {
      own.missing("crls", "the files or addresses of CRLs");
    }
    Optional<Duration> maxAge =
        own.value("max-age", Optional.empty(), text -> Optional.of(Conversions.duration(text)));
    return Optional.of(new AuthoritySettings.Revocation(crls, locations(own, "publish"), maxAge));
  }

  private List<URI> locations(YamlMap own, String key) {
    List<URI> locations = new ArrayList<>();
    for (String text : own.texts(key)) {
      try {
        locations.add(text.contains("://") ? Conversions.webUrl(text) : files.path(text).toUri());
      } catch (IllegalArgumentException e) {
        own.problem(key, "found \"" + YamlMap.shown(text) + "\", expected " + e.getMessage());
      }
    }
    return locations;
  }
}
