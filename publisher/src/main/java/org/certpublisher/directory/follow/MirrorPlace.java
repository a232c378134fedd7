package org.certpublisher.directory.follow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where a mirror lies: the entries as they were when all were read, and beside them what changed
 * since. The log says which entries it belongs to, so a kill between the two writes shows.
 */
record MirrorPlace(Path entries) {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** What changed since the entries were read. */
  Path log() {
    return entries.resolveSibling(entries.getFileName() + ".changes");
  }

  /** A file that becomes one of the two when it is whole. */
  static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + ".new");
  }

  /** Makes an empty file for its owner only: mail addresses are in it. */
  static Path fresh(Path file) throws IOException {
    Files.deleteIfExists(file);
    return Files.createFile(file, OWNER_ONLY);
  }

  boolean isThere() {
    return Files.exists(log()) || Files.exists(entries);
  }

  /** Deletes both. */
  void forget() throws IOException {
    for (Path file : new Path[] {log(), entries}) {
      Files.deleteIfExists(file);
      Files.deleteIfExists(unfinished(file));
    }
  }
}
