package org.certpublisher.source.folder;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.source.DerLocation;
import org.certpublisher.source.SourceException;
import org.certpublisher.source.file.BoundedFile;

/**
 * The place of a certificate in a file of the folder.
 *
 * @param index its place in the file, from 0
 */
record FileLocation(Path file, int index) implements DerLocation {
  @Override
  public Der load() throws SourceException {
    try {
      byte[] bytes = BoundedFile.read(file, BoundedFile.CERTIFICATES, LinkOption.NOFOLLOW_LINKS);
      List<FolderFile.Item> items = FolderFile.parse(bytes).items();
      Certificate certificate = index < items.size() ? items.get(index).certificate() : null;
      if (certificate == null) {
        throw new SourceException(this + " holds no certificate any more. Run again.");
      }
      return certificate.der();
    } catch (IOException e) {
      throw new SourceException(
          this + " cannot be read again: " + BoundedFile.reason(e) + ". Run again.", e);
    }
  }

  /**
   * The path; from the second certificate in a file on with its number, as in {@code all.pem#2}.
   */
  @Override
  public String toString() {
    return index == 0 ? file.toString() : file + "#" + (index + 1);
  }
}
