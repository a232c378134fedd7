package org.certpublisher.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.certpublisher.config.DirectorySettings.Bind;
import org.certpublisher.config.yaml.YamlMap;
import org.certpublisher.directory.ClientKey;

/** Reads {@code bind}: the method decides which keys may be beside it. */
final class BindReader {
  private static final Map<String, List<String>> METHODS = methods();

  private final YamlMap map;
  private final FileReader files;

  private BindReader(YamlMap map, FileReader files) {
    this.map = map;
    this.files = files;
  }

  private static Map<String, List<String>> methods() {
    Map<String, List<String>> methods = new LinkedHashMap<>();
    methods.put("simple", withPassword("dn"));
    methods.put("external", withPassword("pkcs12", "certificate", "key", "authorization"));
    methods.put("gssapi", List.of("principal", "keytab", "kdc"));
    methods.put("scram", withPassword("user"));
    methods.put("anonymous", List.of());
    return methods;
  }

  private static List<String> withPassword(String... keys) {
    return List.of(Passwords.keys(keys));
  }

  /** Reads it below a directory; as nobody when, with a problem noted, it is not usable. */
  static Bind read(YamlMap directory, FileReader files) {
    Set<String> known = new TreeSet<>(Set.of("method"));
    METHODS.values().forEach(known::addAll);
    YamlMap own =
        directory.map(
            "bind", "method: simple with dn and password-file", known.toArray(new String[0]));
    return directory.has("bind") ? new BindReader(own, files).read() : new Bind.Anonymous();
  }

  private Bind read() {
    Map<String, String> words = new LinkedHashMap<>();
    METHODS.keySet().forEach(method -> words.put(method, method));
    String method = map.word("method", "", words);
    if (method.isEmpty() && map.has("method")) {
      return new Bind.Anonymous();
    }
    String chosen = method.isEmpty() ? "simple" : method;
    List<String> own = METHODS.getOrDefault(chosen, List.of());
    METHODS.values().stream()
        .flatMap(List::stream)
        .distinct()
        .filter(key -> map.has(key) && !own.contains(key))
        .forEach(
            key ->
                map.problem(
                    key,
                    "is no key of method "
                        + chosen
                        + ", expected "
                        + (own.isEmpty() ? "method alone" : String.join(", ", own))));
    return switch (chosen) {
      case "simple" -> simple();
      case "external" -> external();
      case "gssapi" -> gssapi();
      case "scram" -> scram();
      default -> new Bind.Anonymous();
    };
  }

  private Bind simple() {
    map.require("dn", "the name to bind as");
    String dn = map.optionalText("dn").orElse(""); // AD also takes user@domain
    return withPassword("a file with the password of " + dn, secret -> new Bind.Simple(dn, secret));
  }

  private Bind scram() {
    map.require("user", "the name to bind as, as the server's SASL knows it");
    String user = map.optionalText("user").orElse("");
    return withPassword(
        "a file with the password of " + user, secret -> new Bind.Scram(user, secret));
  }

  private interface WithPassword {
    Bind bind(Secret password);
  }

  private Bind withPassword(String expected, WithPassword made) {
    if (!Passwords.given(map)) {
      map.missing("password-file", expected);
    }
    return Passwords.read(map, files).<Bind>map(made::bind).orElseGet(Bind.Anonymous::new);
  }

  private Bind external() {
    Optional<Secret> password = Passwords.read(map, files);
    Optional<ClientKey> key = map.has("pkcs12") ? pkcs12(password) : pem(password);
    Optional<String> authorization =
        map.value("authorization", Optional.empty(), text -> Optional.of(authorization(text)));
    return key.<Bind>map(known -> new Bind.External(known, authorization))
        .orElseGet(Bind.Anonymous::new);
  }

  private static String authorization(String text) {
    if (!text.startsWith("dn:") && !text.startsWith("u:")) {
      throw new IllegalArgumentException("dn: and a distinguished name, or u: and a user's name");
    }
    return text;
  }

  private Optional<ClientKey> pkcs12(Optional<Secret> password) {
    for (String other : List.of("certificate", "key")) {
      if (map.has(other)) {
        map.problem(other, "found beside pkcs12, expected one of them");
      }
    }
    if (!Passwords.given(map)) {
      map.missing("password-file", "a file with the password of the PKCS#12 file");
    }
    return map.value(
        "pkcs12",
        Optional.empty(),
        text -> {
          Path file = files.file(text);
          return password.map(secret -> files.clientKey(file, secret));
        });
  }

  private Optional<ClientKey> pem(Optional<Secret> password) {
    if (!map.has("certificate") && !map.has("key")) {
      map.missing("pkcs12", "a PKCS#12 file, or certificate and key as PEM files");
      return Optional.empty();
    }
    map.require("certificate", "the certificate of the key, as a PEM file");
    map.require("key", "the private key of the certificate, as a PEM file");
    Optional<Path> certificate =
        map.value("certificate", Optional.empty(), text -> Optional.of(files.file(text)));
    return map.value(
        "key",
        Optional.empty(),
        text -> {
          Path key = files.file(text);
          warnOfOpenFile("key", key);
          return certificate.map(file -> files.clientKey(file, key, password));
        });
  }

  private Bind gssapi() {
    map.require("principal", "the Kerberos principal to bind as, such as publisher@EXAMPLE.COM");
    map.require("keytab", "a file with the keys of the principal");
    String principal = map.value("principal", "", BindReader::principal);
    Optional<Path> keytab =
        map.value("keytab", Optional.empty(), text -> Optional.of(files.file(text)));
    keytab.ifPresent(file -> warnOfOpenFile("keytab", file));
    Optional<String> kdc = map.value("kdc", Optional.empty(), text -> Optional.of(host(text)));
    return keytab
        .filter(file -> !principal.isEmpty())
        .<Bind>map(file -> new Bind.Gssapi(principal, file, kdc))
        .orElseGet(Bind.Anonymous::new);
  }

  private void warnOfOpenFile(String key, Path file) {
    FileReader.openToAll(file)
        .ifPresent(
            rights -> map.warn(key, "everybody may read it (" + rights + "); chmod o-r is enough"));
  }

  private static String principal(String text) {
    if (!text.matches("[^@\\s]+@[^@\\s]+")) {
      throw new IllegalArgumentException("a principal with its realm: publisher@EXAMPLE.COM");
    }
    return text;
  }

  /** The JDK takes no port here. */
  private static String host(String text) {
    if (!text.matches("[A-Za-z0-9][A-Za-z0-9.-]*")) {
      throw new IllegalArgumentException(
          "the host name of a KDC; another port than 88 belongs in /etc/krb5.conf");
    }
    return text;
  }
}
