package org.certpublisher.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.certpublisher.cert.Der;

/** A root and below it a CA that {@code openssl ca} keeps, with a name inside the directory. */
final class TwoLevelCa {
  private final Path folder;

  private TwoLevelCa(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes both.
   *
   * @param subject the lower one's, as {@code openssl req -subj} takes it
   */
  static TwoLevelCa create(Path folder, String subject) {
    TwoLevelCa ca = new TwoLevelCa(folder);
    try {
      Files.createDirectories(folder.resolve("newcerts"));
      Files.writeString(folder.resolve("index.txt"), "");
      Files.writeString(folder.resolve("crlnumber"), "01\n");
      Files.writeString(folder.resolve("ca.cnf"), CONFIGURATION);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String key = "req -config ca.cnf -newkey rsa:2048 -nodes -keyout ";
    ca.openssl(key + "root.key -x509 -days 30 -extensions v3_ca -out root.pem -subj", "/CN=Root");
    ca.openssl(key + "ca.key -out ca.csr -subj", subject);
    ca.openssl(
        "x509 -req -in ca.csr -CA root.pem -CAkey root.key -CAcreateserial -days 20"
            + " -extfile ca.cnf -extensions v3_ca -out ca.pem");
    return ca;
  }

  /** The root in PEM. */
  Path root() {
    return folder.resolve("root.pem");
  }

  /** The lower CA in PEM. */
  Path certificate() {
    return folder.resolve("ca.pem");
  }

  /** {@code index.txt}. */
  Path database() {
    return folder.resolve("index.txt");
  }

  /** {@code new_certs_dir}. */
  Path certificates() {
    return folder.resolve("newcerts");
  }

  /** Where the list is. */
  Path crl() {
    return folder.resolve("ca.crl");
  }

  /** The private key of a person. */
  Path userKey() {
    return folder.resolve("user.key");
  }

  /** Issues a certificate for encryption; gives its file in PEM. */
  Path issue(String mailbox) {
    openssl(
        "req -config ca.cnf -newkey rsa:2048 -nodes -keyout user.key -out user.csr -subj",
        "/CN=" + mailbox);
    try {
      Files.writeString(
          folder.resolve("user.ext"),
          "basicConstraints=CA:FALSE\nauthorityKeyIdentifier=keyid\nkeyUsage=keyEncipherment\n"
              + "extendedKeyUsage=emailProtection\nsubjectAltName=email:"
              + mailbox
              + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    openssl("ca -config ca.cnf -batch -notext -in user.csr -extfile user.ext -out user.pem");
    return folder.resolve("user.pem");
  }

  /** Writes the next list, with further arguments of {@code openssl ca}. */
  Path gencrl(String... more) {
    openssl("ca -config ca.cnf -gencrl -out ca.crl", more);
    return crl();
  }

  /** The bytes of a certificate or a list in a PEM file. */
  Der der(String kind, Path pem) {
    openssl(kind + " -outform DER -out one.der -in", pem.toString());
    try {
      return Der.wrap(Files.readAllBytes(folder.resolve("one.der")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void openssl(String words, String... more) {
    List<String> command = new ArrayList<>(List.of("/usr/bin/openssl"));
    command.addAll(Arrays.asList(words.split(" ", -1)));
    command.addAll(Arrays.asList(more));
    Commands.run(folder, command.toArray(new String[0]));
  }

  private static final String CONFIGURATION =
      """
      [ca]
      default_ca = main
      [main]
      database = index.txt
      new_certs_dir = newcerts
      certificate = ca.pem
      private_key = ca.key
      rand_serial = yes
      crlnumber = crlnumber
      default_md = sha256
      default_days = 10
      default_crl_days = 7
      policy = any
      crl_extensions = crl_ext
      [any]
      commonName = supplied
      [crl_ext]
      authorityKeyIdentifier = keyid
      [req]
      distinguished_name = dn
      [dn]
      [v3_ca]
      basicConstraints = critical,CA:TRUE
      keyUsage = critical,keyCertSign,cRLSign
      subjectKeyIdentifier = hash
      authorityKeyIdentifier = keyid
      """;
}
