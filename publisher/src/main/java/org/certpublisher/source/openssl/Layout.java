package org.certpublisher.source.openssl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.certpublisher.cert.x509.CertificateParser;
import org.certpublisher.cert.x509.MalformedCertificateException;
import org.certpublisher.source.SourceException;

/** Where the certificates of a database lie, found by looking. Private keys are never opened. */
sealed interface Layout {
  /** Where the certificate of a serial number may be, the likeliest place first. */
  List<PemFile> candidates(String serial);

  /** Certificates that lie under other names, for serial numbers that no candidate had. */
  Map<BigInteger, PemFile> search(Set<BigInteger> wanted) throws SourceException;

  /** Recognises the layout of the folder that the configuration names. */
  static Layout find(Path folder) throws SourceException {
    if (!Files.isDirectory(folder)) {
      throw new SourceException(
          folder
              + " is no folder that can be read. Expected new_certs_dir of 'openssl ca' or the pki"
              + " folder of Easy-RSA: check the path and that its file system is mounted.");
    }
    if (Files.isDirectory(folder.resolve(EasyRsa.BY_SERIAL))
        || Files.isDirectory(folder.resolve("issued"))) {
      return new EasyRsa(folder);
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null && folder.endsWith(EasyRsa.BY_SERIAL)) {
      return new EasyRsa(parent);
    }
    return new NewCerts(folder);
  }

  /** {@code new_certs_dir} of {@code openssl ca}: one file a serial number. */
  record NewCerts(Path folder) implements Layout {
    @Override
    public List<PemFile> candidates(String serial) {
      return List.of(new PemFile(folder, serial + ".pem"));
    }

    @Override
    public Map<BigInteger, PemFile> search(Set<BigInteger> wanted) {
      return Map.of();
    }
  }

  /**
   * The {@code pki} folder of Easy-RSA 3: {@code revoke} moves a certificate out of certs_by_serial
   * into revoked/, and {@code renew} leaves the old one under renewed/issued/ by its name alone
   * (seen with 3.1.0).
   */
  record EasyRsa(Path pki) implements Layout {
    static final String BY_SERIAL = "certs_by_serial";
    private static final List<String> FOLDERS = List.of("issued", "renewed", "expired", "revoked");
    private static final int DEPTH = 3;

    @Override
    public List<PemFile> candidates(String serial) {
      return List.of(
          new PemFile(pki.resolve(BY_SERIAL), serial + ".pem"),
          new PemFile(pki.resolve("revoked").resolve(BY_SERIAL), serial + ".crt"));
    }

    @Override
    public Map<BigInteger, PemFile> search(Set<BigInteger> wanted) throws SourceException {
      Map<BigInteger, PemFile> found = new HashMap<>();
      for (String name : FOLDERS) {
        Path folder = pki.resolve(name);
        if (Files.isDirectory(folder)) {
          try (Stream<Path> files = Files.find(folder, DEPTH, (p, a) -> a.isRegularFile())) {
            files.filter(EasyRsa::isCertificate).sorted().forEach(p -> add(p, wanted, found));
          } catch (IOException | UncheckedIOException e) {
            throw new SourceException(
                folder + " cannot be listed: " + e.getMessage() + ". Check its permissions.", e);
          }
        }
      }
      return found;
    }

    /** Certificates end in .crt or .pem; keys and requests lie in folders of their own. */
    private static boolean isCertificate(Path file) {
      String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
      String folder = String.valueOf(file.getName(Math.max(0, file.getNameCount() - 2)));
      return (name.endsWith(".crt") || name.endsWith(".pem"))
          && !folder.startsWith("private")
          && !folder.startsWith("reqs");
    }

    private static void add(Path path, Set<BigInteger> wanted, Map<BigInteger, PemFile> found) {
      Path folder = path.getParent();
      Path name = path.getFileName();
      if (folder == null || name == null) {
        return;
      }
      PemFile file = new PemFile(folder, name.toString());
      try {
        BigInteger serial = CertificateParser.parse(file.read()).issuance().serialNumber();
        if (wanted.contains(serial)) {
          found.putIfAbsent(serial, file);
        }
      } catch (IOException | PemFile.NoCertificateException | MalformedCertificateException e) {
        // Not the certificate that is looked for: its row is reported as being without one.
      }
    }
  }
}
