package org.certpublisher.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import org.certpublisher.testing.TestCa;

/** A folder with a CA certificate, a password and a configuration. */
public final class ConfigFolder {
  static final TestCa CA = TestCa.create("Corp CA");

  /** A configuration in which only what must be said is said. */
  public static final String GOOD =
      """
      authorities:
        - name: corp-ca
          certificates: [ corp-ca.pem ]
          source: { type: openssl, database: index.txt, certificates: newcerts }
      directories:
        - name: corp
          urls: [ "ldaps://dc1.example.com" ]
          bind: { method: simple, dn: "cn=publisher", password-file: password }
          entries: { base: "ou=People,dc=example,dc=com" }
      publications:
        - name: smime
          authorities: [ corp-ca ]
          directory: corp
          mode: full
      """;

  private final Path folder;

  /** In this folder. */
  public ConfigFolder(Path folder) throws IOException {
    this.folder = folder;
    write("corp-ca.pem", pem(CA));
    write("password", "secret\n");
  }

  static String pem(TestCa ca) {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(ca.certificate().der().toBytes())
        + "\n-----END CERTIFICATE-----\n";
  }

  Path write(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  /** Reads this text as the configuration. */
  public Configuration read(String yaml) throws IOException, ConfigException {
    return read(yaml, Map.of());
  }

  Configuration read(String yaml, Map<String, String> environment)
      throws IOException, ConfigException {
    return ConfigReader.read(write("publisher.yaml", yaml), environment);
  }

  /** The problems of a configuration, the folder's path left out. */
  String problems(String yaml) throws IOException {
    try {
      read(yaml);
      return "";
    } catch (ConfigException e) {
      return String.valueOf(e.getMessage()).replace(folder + "/", "");
    }
  }

  Path folder() {
    return folder;
  }
}
