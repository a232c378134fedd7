package org.certpublisher.source.openssl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.certpublisher.cert.Der;
import org.certpublisher.source.DerLocation;
import org.certpublisher.source.SourceException;
import org.certpublisher.source.file.BoundedFile;
import org.certpublisher.source.file.DerShape;
import org.certpublisher.source.file.PemBlock;
import org.certpublisher.source.file.PemScanner;

/**
 * A file of the CA with one certificate. Kept as folder and name: hundreds of thousands are kept,
 * and a whole path each would cost more than the name.
 */
record PemFile(Path folder, String name) implements DerLocation {
  Path path() {
    return folder.resolve(name);
  }

  @Override
  public Der load() throws SourceException {
    try {
      return read();
    } catch (IOException e) {
      throw new SourceException(
          this + " cannot be read again: " + BoundedFile.reason(e) + ". Run again.", e);
    } catch (NoCertificateException e) {
      throw new SourceException(this + " cannot be read again: " + e.getMessage(), e);
    }
  }

  /** The first certificate in the file; text before it is passed over. */
  Der read() throws IOException, NoCertificateException {
    byte[] bytes = BoundedFile.read(path(), BoundedFile.CERTIFICATES);
    List<PemBlock> blocks = PemScanner.scan(bytes);
    for (PemBlock block : blocks) {
      if (block.isCertificate()) {
        if (!block.isSound()) {
          throw new NoCertificateException(block.problem());
        }
        return block.content();
      }
    }
    if (DerShape.of(bytes) == DerShape.CERTIFICATE) {
      return Der.wrap(bytes);
    }
    throw new NoCertificateException(
        bytes.length == 0 ? "it is empty" : "it holds no -----BEGIN CERTIFICATE-----");
  }

  /** The path, as a person looks for it. */
  @Override
  public String toString() {
    return path().toString();
  }

  /** A file without the certificate that its name promises. */
  static final class NoCertificateException extends Exception {
    private static final long serialVersionUID = 1L;

    NoCertificateException(String message) {
      super(message);
    }
  }
}
