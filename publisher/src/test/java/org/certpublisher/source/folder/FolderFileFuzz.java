package org.certpublisher.source.folder;

import java.util.Arrays;

/** Gives bytes to the reader of folder files. */
public final class FolderFileFuzz {
  private FolderFileFuzz() {}

  /** Each place in a file has a certificate or a problem; a key file has no certificate in it. */
  public static void read(byte[] bytes) {
    boolean key =
        FolderFile.beginsWithPrivateKey(Arrays.copyOf(bytes, Math.min(bytes.length, 4096)));
    FolderFile file = FolderFile.parse(bytes);
    for (FolderFile.Item item : file.items()) {
      if ((item.certificate() == null) == item.problem().isEmpty()) {
        throw new IllegalStateException("neither certificate nor problem: " + item);
      }
    }
    if (key && bytes.length <= 64 && !file.items().isEmpty()) {
      throw new IllegalStateException("a key that is a certificate");
    }
  }
}
