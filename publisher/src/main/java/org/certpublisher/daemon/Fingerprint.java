package org.certpublisher.daemon;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;

/**
 * How files look from outside: path, size, time of change and inode, in 64 bits. Of a folder it is
 * all that lies in it; what is not there or cannot be read looks like nothing. The order in which a
 * folder lists its files does not matter.
 */
final class Fingerprint {
  private static final int DEPTH = 8;

  private Fingerprint() {}

  /** How these files and folders look now. */
  static long of(List<Path> paths) {
    long sum = 0;
    for (Path path : paths) {
      sum += of(path);
    }
    return sum;
  }

  private static long of(Path path) {
    Visitor visitor = new Visitor();
    try {
      Files.walkFileTree(path.toRealPath(), Set.of(), DEPTH, visitor);
      return visitor.sum;
    } catch (IOException e) {
      return 0;
    }
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private long sum;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      long one = mixed(file.hashCode());
      one = mixed(one + attributes.size());
      one = mixed(one + attributes.lastModifiedTime().toInstant().hashCode());
      Object inode = attributes.fileKey();
      sum += mixed(one + (inode == null ? 0 : inode.hashCode()));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    /** Spreads every bit over all 64, as SplitMix64 does. */
    private static long mixed(long bits) {
      long spread = bits + 0x9E3779B97F4A7C15L;
      spread = (spread ^ (spread >>> 30)) * 0xBF58476D1CE4E5B9L;
      spread = (spread ^ (spread >>> 27)) * 0x94D049BB133111EBL;
      return spread ^ (spread >>> 31);
    }
  }
}
