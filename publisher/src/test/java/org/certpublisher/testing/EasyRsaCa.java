package org.certpublisher.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A CA kept by the real Easy-RSA in a {@code pki} folder. For tests. */
public final class EasyRsaCa {
  private static final String PROGRAM = "/usr/share/easy-rsa/easyrsa";

  private final Path folder;

  private EasyRsaCa(Path folder) {
    this.folder = folder;
  }

  /** Makes a CA in a folder. */
  public static EasyRsaCa create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    EasyRsaCa ca = new EasyRsaCa(folder);
    ca.easyrsa("init-pki");
    ca.easyrsa("--req-cn=Easy CA", "build-ca", "nopass");
    return ca;
  }

  /** The {@code pki} folder. */
  public Path pki() {
    return folder.resolve("pki");
  }

  /** {@code index.txt}. */
  public Path database() {
    return pki().resolve("index.txt");
  }

  /** The CA's own certificate. */
  public Path certificate() {
    return pki().resolve("ca.crt");
  }

  /** The file of an issued certificate that has not been revoked. */
  public Path issued(String name) {
    return pki().resolve("issued").resolve(name + ".crt");
  }

  /** Issues an S/MIME certificate; gives back its serial number as in the index. */
  public String issue(String name, String mailbox) {
    return issueOfType(name, "email", "--subject-alt-name=email:" + mailbox);
  }

  /** Issues a certificate of one of Easy-RSA's types; gives back its serial number. */
  public String issueOfType(String name, String type, String... options) {
    easyrsa("--req-cn=" + name, "gen-req", name, "nopass");
    List<String> command = new ArrayList<>(Arrays.asList(options));
    command.addAll(List.of("sign-req", type, name));
    easyrsa(command.toArray(new String[0]));
    try {
      List<String> rows = Files.readAllLines(database(), StandardCharsets.ISO_8859_1);
      return rows.get(rows.size() - 1).split("\t", -1)[3];
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Revokes by name, with one of Easy-RSA's reasons. */
  public void revoke(String name, String reason) {
    easyrsa("revoke", name, reason);
  }

  /** Renews by name; the old one stays valid. */
  public void renew(String name) {
    easyrsa("renew", name, "nopass");
  }

  /** Writes {@code pki/crl.pem}. */
  public Path gencrl() {
    easyrsa("gen-crl");
    return pki().resolve("crl.pem");
  }

  private void easyrsa(String... arguments) {
    List<String> command = new ArrayList<>(List.of(PROGRAM, "--batch"));
    command.addAll(Arrays.asList(arguments));
    OpenSslTool.run(
        folder,
        Map.of(
            "EASYRSA_PKI", pki().toString(),
            "EASYRSA_KEY_SIZE", "2048",
            "EASYRSA_CERT_RENEW", "3650"),
        command);
  }
}
