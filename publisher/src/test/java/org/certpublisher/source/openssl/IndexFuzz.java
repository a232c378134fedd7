package org.certpublisher.source.openssl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Gives bytes to the reader of index.txt. */
public final class IndexFuzz {
  private IndexFuzz() {}

  /** A row that is taken names a file in the folder and nothing else. */
  public static void read(byte[] bytes) {
    Index index;
    try {
      index = IndexParser.parse("index.txt", new ByteArrayInputStream(bytes));
    } catch (MalformedIndexException e) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (IndexRow row : index.rows()) {
      if (!row.serial().matches("-?([0-9A-Fa-f]{2})+") || row.serialNumber().bitLength() > 1024) {
        throw new IllegalStateException("no serial number: " + row);
      }
    }
    for (Index.Remark remark : index.remarks()) {
      if (remark.text().chars().anyMatch(Character::isISOControl)) {
        throw new IllegalStateException("a control character gets through: " + remark);
      }
    }
  }
}
