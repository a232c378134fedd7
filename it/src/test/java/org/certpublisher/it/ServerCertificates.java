package org.certpublisher.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A CA for servers and the certificates it issues, made by the openssl command. */
final class ServerCertificates {
  private final Path directory;

  ServerCertificates(Path directory) {
    this.directory = directory;
    Commands.installed("/usr/bin/openssl", "openssl");
    openssl(
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "30",
        "-subj",
        "/CN=Server CA",
        "-keyout",
        "server-ca.key",
        "-out",
        "server-ca.pem");
  }

  /** The CA's certificate: what a client is to trust. */
  Path authority() {
    return directory.resolve("server-ca.pem");
  }

  /**
   * Issues a certificate: NAME.pem and NAME.key.
   *
   * @param names the subjectAltName as OpenSSL writes it, "DNS:localhost,IP:127.0.0.1"
   */
  void issue(String name, String names) {
    try {
      Files.writeString(
          directory.resolve(name + ".ext"),
          "subjectAltName=" + names + "\nextendedKeyUsage=serverAuth\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    openssl(
        "req",
        "-new",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-subj",
        "/CN=" + name,
        "-keyout",
        name + ".key",
        "-out",
        name + ".csr");
    openssl(
        "x509",
        "-req",
        "-in",
        name + ".csr",
        "-CA",
        "server-ca.pem",
        "-CAkey",
        "server-ca.key",
        "-CAcreateserial",
        "-days",
        "30",
        "-extfile",
        name + ".ext",
        "-out",
        name + ".pem");
  }

  private void openssl(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "/usr/bin/openssl";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Commands.run(directory, command);
  }
}
