package org.certpublisher.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.x509.CertificateParser;
import org.certpublisher.cert.x509.MalformedCertificateException;
import org.certpublisher.cms.MalformedSmimeException;
import org.certpublisher.cms.SigningKeyException;
import org.certpublisher.cms.SmimeDecoder;
import org.certpublisher.cms.SmimeEncoder;
import org.certpublisher.cms.SmimeSigner;
import org.certpublisher.directory.ClientKey;

/** Reads what the configuration names: certificates of CAs and passwords. */
record FileReader(Path folder, Map<String, String> environment) {
  private static final int MOST_BYTES = 1 << 20;
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN (X509 CERTIFICATE|TRUSTED CERTIFICATE|CERTIFICATE|PKCS7|CMS)-----"
              + "([^-]*)-----END \\1-----");

  /** A path, relative ones against the folder of the configuration file. */
  Path path(String text) {
    try {
      return folder.resolve(text).normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("a path (" + e.getReason() + ")", e);
    }
  }

  /** A file that can be read. */
  Path file(String text) {
    Path path = path(text);
    if (!Files.isRegularFile(path)) {
      throw new IllegalArgumentException(
          Files.isDirectory(path) ? "a file, but it is a folder" : "a file, but there is none");
    }
    if (!Files.isReadable(path)) {
      throw new IllegalArgumentException(
          "a file that " + System.getProperty("user.name") + " may read");
    }
    return path;
  }

  /** The certificates in a file: PEM, DER or PKCS#7. */
  List<Certificate> certificates(String text) {
    byte[] bytes = bytes(file(text));
    try {
      Matcher blocks = PEM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
      List<Certificate> found = new ArrayList<>();
      boolean pem = false;
      while (blocks.find()) {
        pem = true;
        Der der = Der.wrap(Base64.getMimeDecoder().decode(blocks.group(2)));
        found.addAll(decoded(der));
      }
      return pem ? found : decoded(Der.wrap(bytes));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "certificates as PEM, DER or PKCS#7 (" + e.getMessage() + ")", e);
    }
  }

  private static List<Certificate> decoded(Der der) {
    try {
      return List.of(CertificateParser.parse(der));
    } catch (MalformedCertificateException e) {
      try {
        return SmimeDecoder.decode(der).certificates();
      } catch (MalformedSmimeException notEither) {
        throw new IllegalArgumentException(e.getMessage(), notEither);
      }
    }
  }

  private static byte[] bytes(Path path) {
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw new IllegalArgumentException("a file of at most 1 MiB");
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new IllegalArgumentException("a file that can be read (" + e.getMessage() + ")", e);
    }
  }

  /** What signs with the key of a PKCS#12 file. */
  SmimeEncoder signer(Path file, Secret password) {
    try {
      return SmimeSigner.fromPkcs12(bytes(file), password.reveal().toCharArray());
    } catch (SigningKeyException e) {
      throw new IllegalArgumentException("a PKCS#12 file with a key (" + e.getMessage() + ")", e);
    }
  }

  /** The key of a PKCS#12 file and its certificate. */
  ClientKey clientKey(Path pkcs12, Secret password) {
    try {
      return ClientKey.pkcs12(bytes(pkcs12), password.reveal().toCharArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "a PKCS#12 file with a key and its certificate (" + e.getMessage() + ")", e);
    }
  }

  /** A key in PEM and its certificate. */
  ClientKey clientKey(Path certificate, Path key, Optional<Secret> password) {
    try {
      return ClientKey.pem(
          bytes(certificate), bytes(key), password.map(secret -> secret.reveal().toCharArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "the PEM file of the certificate's key (" + e.getMessage() + ")", e);
    }
  }

  /** The password in a file, one line end at its end dropped. */
  Secret secretFile(String text) {
    return secret(bytes(file(text)));
  }

  /** The password that systemd hands over (LoadCredential=). */
  Secret credential(String name) {
    String credentials = environment.get("CREDENTIALS_DIRECTORY");
    if (credentials == null) {
      throw new IllegalArgumentException(
          "to run under systemd with LoadCredential= (CREDENTIALS_DIRECTORY is not set)");
    }
    if (name.contains("/") || name.startsWith(".")) {
      throw new IllegalArgumentException("the name of a credential, without a slash");
    }
    Path path = Path.of(credentials, name);
    if (!Files.isReadable(path)) {
      throw new IllegalArgumentException("a credential of the unit; it has none of this name");
    }
    return secret(bytes(path));
  }

  /** The password in an environment variable. */
  Secret variable(String name) {
    String value = environment.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("an environment variable that is set");
    }
    return Secret.of(value);
  }

  private static Secret secret(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8).replaceFirst("\r?\n\\z", "");
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a password, but the file is empty");
    }
    return Secret.of(text);
  }

  /** A file's permissions when everybody may read it. */
  static Optional<String> openToAll(Path file) {
    try {
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
      return rights.contains(PosixFilePermission.OTHERS_READ)
          ? Optional.of(PosixFilePermissions.toString(rights))
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty(); // no POSIX rights here, nothing to say about them
    }
  }
}
