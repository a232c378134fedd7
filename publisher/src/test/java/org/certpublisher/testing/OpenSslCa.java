package org.certpublisher.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A CA kept by the real {@code openssl ca} in a folder of its own. For tests. */
public final class OpenSslCa {

  /** The kind of key, of the CA and of those it certifies. */
  public enum Key {
    RSA("rsa_keygen_bits:2048", "RSA"),
    P256("ec_paramgen_curve:P-256", "EC");

    private final String option;
    private final String algorithm;

    Key(String option, String algorithm) {
      this.option = option;
      this.algorithm = algorithm;
    }
  }

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path folder;

  private OpenSslCa(Path folder) {
    this.folder = folder;
  }

  /** Makes a CA in a folder that need not be there yet. */
  public static OpenSslCa create(Path folder, Key key) {
    OpenSslCa ca = new OpenSslCa(folder);
    ca.write(key);
    return ca;
  }

  private void write(Key key) {
    try {
      Files.createDirectories(folder.resolve("newcerts"));
      Files.writeString(database(), "");
      Files.writeString(folder.resolve("index.txt.attr"), "unique_subject = no\n");
      Files.writeString(folder.resolve("crlnumber"), "01\n");
      Files.writeString(folder.resolve("ca.cnf"), CONFIGURATION);
      for (Key each : Key.values()) {
        openssl(
            "genpkey", "-algorithm", each.algorithm, "-pkeyopt", each.option, "-out", user(each));
      }
      openssl("genpkey", "-algorithm", key.algorithm, "-pkeyopt", key.option, "-out", "ca.key");
      openssl(
          "req",
          "-config",
          "ca.cnf",
          "-x509",
          "-new",
          "-key",
          "ca.key",
          "-days",
          "3650",
          "-subj",
          "/O=Example/CN=Example CA " + folder.getFileName(),
          "-extensions",
          "v3_ca",
          "-out",
          "ca.pem");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String user(Key key) {
    return "user-" + key.name() + ".key";
  }

  /** {@code index.txt}. */
  public Path database() {
    return folder.resolve("index.txt");
  }

  /** {@code new_certs_dir}. */
  public Path certificates() {
    return folder.resolve("newcerts");
  }

  /** The CA's own certificate in PEM. */
  public Path certificate() {
    return folder.resolve("ca.pem");
  }

  /** Where {@link #gencrl} writes. */
  public Path crl() {
    return folder.resolve("ca.crl");
  }

  /** The file of an issued certificate, text before its PEM. */
  public Path file(String serial) {
    return certificates().resolve(serial + ".pem");
  }

  /**
   * Issues an encryption certificate for a mailbox; gives back its serial number as in the index.
   */
  public String issue(String mailbox) {
    return issue(Wish.of(mailbox));
  }

  /** Issues a certificate; gives back its serial number as in the index. */
  public String issue(Wish wish) {
    return issue(wish, List.of(), "");
  }

  /**
   * Issues a certificate with other names and further extensions, written as x509v3_config(5) says.
   */
  public String issue(Wish wish, List<String> otherNames, String extensions) {
    try {
      String names =
          Stream.concat(wish.mailboxes().stream().map(m -> "email:" + m), otherNames.stream())
              .collect(Collectors.joining(","));
      Files.writeString(
          folder.resolve("user.ext"),
          "basicConstraints=CA:FALSE\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
              + ("keyUsage=critical," + wish.keyUsage() + "\nextendedKeyUsage=emailProtection\n")
              + (names.isEmpty() ? "" : "subjectAltName=" + names + "\n")
              + extensions,
          StandardCharsets.UTF_8);
      openssl(
          "req",
          "-config",
          "ca.cnf",
          "-new",
          "-utf8",
          "-key",
          user(wish.key()),
          "-subj",
          wish.subject(),
          "-out",
          "user.csr");
      openssl(
          "ca",
          "-config",
          "ca.cnf",
          "-batch",
          "-in",
          "user.csr",
          "-extfile",
          "user.ext",
          "-startdate",
          TIME.format(wish.notBefore()),
          "-enddate",
          TIME.format(wish.notAfter()),
          "-out",
          "user.pem");
      List<String> rows = rows();
      return rows.get(rows.size() - 1).split("\t", -1)[3];
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Revokes a certificate.
   *
   * @param options as {@code openssl ca -revoke} takes them, for example {@code -crl_reason},
   *     {@code superseded}
   */
  public void revoke(String serial, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of("ca", "-config", "ca.cnf", "-revoke", "newcerts/" + serial + ".pem"));
    command.addAll(Arrays.asList(options));
    openssl(command.toArray(new String[0]));
  }

  /** Puts a certificate on hold. */
  public void hold(String serial) {
    revoke(serial, "-crl_reason", "certificateHold");
  }

  /** Lifts a hold as administrators do: by editing the row back to valid. */
  public void release(String serial) {
    edit(
        rows().stream()
            .map(row -> row.split("\t", -1))
            .map(
                c ->
                    c[3].equals(serial)
                        ? String.join("\t", "V", c[1], "", c[3], c[4], c[5])
                        : String.join("\t", c))
            .toList());
  }

  /** Replaces the index as OpenSSL does: by a rename. */
  public void edit(List<String> rows) {
    try {
      Path next = folder.resolve("index.txt.edited");
      Files.writeString(
          next,
          rows.stream().map(row -> row + "\n").collect(Collectors.joining()),
          StandardCharsets.ISO_8859_1);
      Files.move(next, database(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The rows of the index. */
  public List<String> rows() {
    try {
      return Files.readAllLines(database(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the CRL in PEM, valid for some days, and gives back its file. */
  public Path gencrl(int days) {
    openssl(
        "ca", "-config", "ca.cnf", "-gencrl", "-crldays", String.valueOf(days), "-out", "ca.crl");
    return crl();
  }

  /** Marks what has expired with E. */
  public void updatedb() {
    openssl("ca", "-config", "ca.cnf", "-updatedb");
  }

  /** Runs openssl in the CA's folder. */
  public String openssl(String... arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(Arrays.asList(arguments));
    return OpenSslTool.run(folder, Map.of(), command);
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
      default_days = 365
      default_crl_days = 7
      policy = any
      unique_subject = no
      email_in_dn = yes
      crl_extensions = crl_ext
      [any]
      countryName = optional
      organizationName = optional
      organizationalUnitName = optional
      commonName = optional
      emailAddress = optional
      serialNumber = optional
      [crl_ext]
      authorityKeyIdentifier = keyid
      [req]
      distinguished_name = dn
      string_mask = utf8only
      [dn]
      [v3_ca]
      basicConstraints = critical,CA:TRUE
      keyUsage = critical,keyCertSign,cRLSign
      subjectKeyIdentifier = hash
      """;
}
