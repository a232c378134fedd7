package org.certpublisher.testing.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.certpublisher.cert.Der;
import org.certpublisher.directory.CertificateAttribute;

/** The changes that a directory in memory carried out, one a line. */
public final class ChangeFile {
  private ChangeFile() {}

  /** A value that came or went. */
  public static String line(String dn, String sign, CertificateAttribute attribute, Der value) {
    return String.join("\t", dn, sign, attribute.name(), value.toBase64(), ".") + "\n";
  }

  /** Adds lines. */
  public static void append(Path file, String lines) {
    try {
      Files.write(
          file,
          lines.getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
