package org.certpublisher.source.folder;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.certpublisher.cert.Certificate;
import org.certpublisher.source.CollectingSink;
import org.certpublisher.source.SourceException;
import org.certpublisher.testing.TestCa;

/** A folder to which a CA exports, and certificates for it. */
final class Export {
  final TestCa ca = TestCa.create("Corp CA");
  final Certificate jane = ca.issue("jane@example.com");
  final Certificate joe = ca.issue("joe@example.com");
  Path folder;

  Export(Path temporary) throws IOException {
    folder = Files.createDirectory(temporary.resolve("export"));
  }

  CollectingSink read() throws SourceException {
    Clock later = Clock.fixed(Instant.now().plus(Duration.ofHours(1)), ZoneOffset.UTC);
    return CollectingSink.of(new FolderSource(new FolderSettings(folder), later));
  }

  Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  Path write(String name, String text) throws IOException {
    return write(name, text.getBytes(UTF_8));
  }

  static String base64(byte[] bytes) {
    return Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(bytes);
  }

  static String pem(String label, byte[] bytes) {
    return "-----BEGIN " + label + "-----\n" + base64(bytes) + "\n-----END " + label + "-----\n";
  }

  static String pem(Certificate certificate) {
    return pem("CERTIFICATE", certificate.der().view());
  }
}
