package org.certpublisher.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A CA for servers and the certificates it issues, made by the openssl command. */
final class ServerCertificates {
  private static final String SETTINGS =
      """
      [ca]
      default_ca = server
      [server]
      database = server-ca.index
      new_certs_dir = .
      certificate = server-ca.pem
      private_key = server-ca.key
      default_md = sha256
      policy = name
      unique_subject = no
      rand_serial = yes
      [name]
      commonName = supplied
      """;

  private final Path directory;

  ServerCertificates(Path directory) {
    this(directory, "Server CA");
  }

  ServerCertificates(Path directory, String name) {
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
        "/CN=" + name,
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
   * Issues a certificate: NAME.pem and NAME.key, valid for a month.
   *
   * @param names the subjectAltName as OpenSSL writes it, "DNS:localhost,IP:127.0.0.1"
   */
  void issue(String name, String names) {
    request(name);
    write(name + ".ext", "subjectAltName=" + names + "\nextendedKeyUsage=serverAuth\n");
    sign(name, "-days", "30");
  }

  /** The same for localhost, valid between two times written YYYYMMDDHHMMSSZ. */
  void issueFor(String name, String from, String until) {
    request(name);
    write(name + ".ext", "subjectAltName=DNS:localhost\nextendedKeyUsage=serverAuth\n");
    sign(name, "-startdate", from, "-enddate", until);
  }

  /** Issues a client's certificate: NAME.pem, NAME.key and NAME.p12 with this password. */
  void issueClient(String name, String password) {
    request(name);
    write(name + ".ext", "extendedKeyUsage=clientAuth\n");
    sign(name, "-days", "30");
    openssl(
        "pkcs12",
        "-export",
        "-in",
        name + ".pem",
        "-inkey",
        name + ".key",
        "-passout",
        "pass:" + password,
        "-out",
        name + ".p12");
    openssl(
        "pkcs8",
        "-topk8",
        "-in",
        name + ".key",
        "-passout",
        "pass:" + password,
        "-out",
        name + ".locked.key");
  }

  private void request(String name) {
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
  }

  private void sign(String name, String... validity) {
    write("server-ca.cnf", SETTINGS);
    write("server-ca.index", "");
    List<String> arguments =
        new ArrayList<>(List.of("ca", "-batch", "-notext", "-config", "server-ca.cnf"));
    arguments.addAll(List.of(validity));
    arguments.addAll(
        List.of("-in", name + ".csr", "-extfile", name + ".ext", "-out", name + ".pem"));
    openssl(arguments.toArray(new String[0]));
  }

  private void write(String name, String text) {
    try {
      Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The certificate and its key once more as NAME.p12, with the password "secret". */
  Path pkcs12(String name) {
    openssl(
        "pkcs12",
        "-export",
        "-in",
        name + ".pem",
        "-inkey",
        name + ".key",
        "-passout",
        "pass:secret",
        "-out",
        name + ".p12");
    return directory.resolve(name + ".p12");
  }

  private void openssl(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "/usr/bin/openssl";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Commands.run(directory, command);
  }
}
