package org.certpublisher.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The demo's configuration file, written as a person would write it. */
final class Settings {
  private Settings() {}

  /** Writes {@code publisher.yaml} and the password file into the folder. */
  static Path write(Path folder, DemoCa ca, EmbeddedDirectory directory, String password)
      throws IOException {
    Path passwordFile = folder.resolve("password");
    Files.createFile(
        passwordFile,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(passwordFile, password + "\n");
    String text =
        """
        # Written by "cert-publisher demo". Change it and try.
        state: { url: %s }
        authorities:
          - name: demo-ca
            certificates: [ %s ]
            source: { type: openssl, database: %s, certificates: %s }
            revocation: { crls: [ %s ] }
        directories:
          - name: demo
            type: auto
            urls: [ %s ]
            tls: none
            bind: { method: simple, dn: %s, password-file: %s }
            entries: { base: %s, filter: "(objectClass=person)", match: [ mail ] }
        publications:
          - name: smime
            authorities: [ demo-ca ]
            directory: demo
            mode: full
            attributes: [ userCertificate, userSMIMECertificate ]
            profile: smime-encryption
        """
            .formatted(
                quoted("jdbc:h2:file:" + folder.resolve("state")),
                quoted(ca.folder().resolve("ca.pem")),
                quoted(ca.folder().resolve("index.txt")),
                quoted(ca.folder().resolve("newcerts")),
                quoted(ca.folder().resolve("crl.pem")),
                quoted(directory.url()),
                quoted(EmbeddedDirectory.PUBLISHER),
                quoted(passwordFile),
                quoted(EmbeddedDirectory.PEOPLE));
    return Files.writeString(folder.resolve("publisher.yaml"), text);
  }

  private static String quoted(Object text) {
    return '"' + text.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
