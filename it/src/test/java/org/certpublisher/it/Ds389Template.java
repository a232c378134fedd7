package org.certpublisher.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certpublisher.cert.Sha256;

/**
 * A 389-DS instance that was never started: configuration, NSS database and an imported backend.
 * Made once under target, for the import alone takes seconds, and copied for each test. Not by
 * dscreate, which looks for instances in /etc/dirsrv only (2.3.1).
 */
final class Ds389Template {
  private static final Path DATA = Path.of("/usr/share/dirsrv/data");
  private static final Duration FRESH = Duration.ofDays(7);
  private static final List<String> FOLDERS =
      List.of("conf/schema", "db", "log", "run", "lock", "tmp", "ldif", "bak", "inst");

  private static final String LISTENERS =
      """
      nsslapd-port: %d
      nsslapd-secureport: %d
      nsslapd-security: on
      nsslapd-listenhost: 127.0.0.1
      nsslapd-securelistenhost: 127.0.0.1
      nsslapd-rootpwstoragescheme: CLEAR
      passwordStorageScheme: CLEAR
      nsslapd-accesslog-logbuffering: off
      """;

  private static final String BACK_END =
      """
      dn: cn=bdb,cn=config,cn=ldbm database,cn=plugins,cn=config
      objectclass: top
      objectclass: extensibleObject
      cn: bdb
      nsslapd-cache-autosize: 0
      nsslapd-dbcachesize: 8388608
      """;

  private Ds389Template() {}

  /** Copies it; the configuration still has to be written. */
  static synchronized void copy(Path directory) {
    Path template =
        Path.of(System.getProperty("basedir", "."), "target", "ds389-" + fingerprint())
            .toAbsolutePath()
            .normalize();
    try {
      if (!Files.exists(template) || isOld(template)) {
        make(template);
      }
      copy(template, directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String fingerprint() {
    String made = frame() + configuration(Path.of("/"), 0, 0);
    return Sha256.of(made.getBytes(StandardCharsets.UTF_8)).toString().substring(0, 12);
  }

  private static boolean isOld(Path template) throws IOException {
    Instant made = Files.getLastModifiedTime(template.resolve("frame.ldif")).toInstant();
    return made.isBefore(Instant.now().minus(FRESH));
  }

  private static void make(Path template) throws IOException {
    Path fresh = Files.createDirectories(template.resolveSibling(template.getFileName() + ".new"));
    delete(fresh);
    for (String folder : FOLDERS) {
      Files.createDirectories(fresh.resolve(folder));
    }
    Path etc = Path.of("/etc/dirsrv");
    Files.copy(
        etc.resolve("config/slapd-collations.conf"), fresh.resolve("conf/slapd-collations.conf"));
    Files.copy(etc.resolve("schema/99user.ldif"), fresh.resolve("conf/schema/99user.ldif"));
    certificates(fresh.resolve("conf"));
    Files.writeString(fresh.resolve("conf/dse.ldif"), configuration(fresh, 389, 636));
    Files.writeString(fresh.resolve("frame.ldif"), frame());
    Commands.run(
        fresh,
        Ds389.binary().toString(),
        "ldif2db",
        "-D",
        fresh.resolve("conf").toString(),
        "-n",
        "userRoot",
        "-i",
        fresh.resolve("frame.ldif").toString());
    delete(fresh.resolve("log"));
    Files.createDirectories(fresh.resolve("log"));
    delete(template);
    Files.move(fresh, template, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void certificates(Path folder) {
    ServerCertificates made = new ServerCertificates(folder);
    made.issue("localhost", "DNS:localhost,IP:127.0.0.1");
    Commands.installed("/usr/bin/certutil", "libnss3-tools");
    for (String command :
        List.of(
            "openssl pkcs12 -export -in localhost.pem -inkey localhost.key -name Server-Cert"
                + " -passout pass:secret -out localhost.p12",
            "certutil -N -d . --empty-password",
            "certutil -A -d . -n CA -t CT,, -i server-ca.pem",
            "pk12util -i localhost.p12 -d . -W secret")) {
      Commands.run(folder, command.split(" ", -1));
    }
  }

  private static String frame() {
    try (InputStream in =
        Objects.requireNonNull(Ds389Template.class.getResourceAsStream("ds389.ldif"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The package's own templates filled in. Exactly one blank line between entries, for two end the
   * server without a word.
   */
  static String configuration(Path directory, int port, int tlsPort) {
    Commands.installed("/usr/sbin/ns-slapd", "389-ds-base");
    try {
      String text =
          Files.readString(DATA.resolve("template-dse.ldif"))
              + "\n"
              + Files.readString(DATA.resolve("template-suffix-db.ldif"))
              + "\n"
              + BACK_END;
      return filled(text, directory)
          .replaceAll("(?m)^#.*\\R", "")
          .replaceFirst("(?m)^nsslapd-port:.*$", LISTENERS.formatted(port, tlsPort).strip())
          .replaceAll("\\n{3,}", "\n\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String filled(String text, Path directory) {
    return text.replace("%ds_user%", System.getProperty("user.name", "root"))
        .replace("%fqdn%", "localhost")
        .replace("%ds_port%", "0")
        .replace("%rootdn%", Ds389.ADMIN)
        .replace("%ds_passwd%", Slapd.PASSWORD)
        .replace("%ldapi_enabled%", "off")
        .replace("%ldapi_autobind%", "off")
        .replace("%ldapi%", directory.resolve("run/ldapi").toString())
        .replace("%db_lib%", "bdb")
        .replace("%ds_suffix%", Slapd.BASE)
        .replace("%ds_bename%", "userRoot")
        .replace("%schema_dir%", directory.resolve("conf/schema").toString())
        .replace("%cert_dir%", directory.resolve("conf").toString())
        .replace("%config_dir%", directory.resolve("conf").toString())
        .replace("%db_home_dir%", directory.resolve("db").toString())
        .replaceAll("%([a-z]+)_dir%", directory + "/$1");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path source : all.collect(Collectors.toList())) {
        Path target = to.resolve(from.relativize(source));
        if (Files.isDirectory(source)) {
          Files.createDirectories(target);
        } else if (!source.getFileName().toString().startsWith("__db.")) {
          Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
