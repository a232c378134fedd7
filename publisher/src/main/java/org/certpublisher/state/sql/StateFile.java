package org.certpublisher.state.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.certpublisher.state.StateException;

/**
 * Where the state lies: a database file and, beside it, the file that a run locks. Both are for
 * their owner only.
 *
 * @param base the path without an ending, as it is in the URL
 * @param options H2's own settings of the URL, from the first semicolon on
 */
record StateFile(Path base, String options) {
  private static final String PREFIX = "jdbc:h2:file:";
  private static final FileAttribute<?> OWNER_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  static StateFile of(String url) {
    if (!url.startsWith(PREFIX)) {
      throw new StateException(
          "the state's url is " + url + ", expected " + PREFIX + " and a path");
    }
    String rest = url.substring(PREFIX.length());
    int end = rest.indexOf(';');
    String path = end < 0 ? rest : rest.substring(0, end);
    String expanded =
        path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path;
    return new StateFile(
        Path.of(expanded).toAbsolutePath().normalize(), end < 0 ? "" : rest.substring(end));
  }

  /** The file that H2 writes. */
  Path database() {
    return base.resolveSibling(base.getFileName() + ".mv.db");
  }

  /** The file whose lock a run holds. */
  Path lock() {
    return base.resolveSibling(base.getFileName() + ".lock");
  }

  /**
   * H2's URL: a commit is in the file when it returns, and nothing else is written beside. Closing
   * does not compact the file: that took a seventh of a run with nothing to do, and free space in
   * it is used again.
   */
  String url() {
    return PREFIX
        + base
        + options
        + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;MAX_COMPACT_TIME=0;TRACE_LEVEL_FILE=0";
  }

  /** Makes the directory and the files where they are missing. */
  void create() {
    try {
      Path directory = base.getParent();
      if (directory != null && !Files.isDirectory(directory)) {
        Files.createDirectories(directory, OWNER_DIRECTORY);
      }
      for (Path file : new Path[] {lock(), database()}) {
        if (!Files.exists(file)) {
          Files.createFile(file, OWNER_FILE);
        }
      }
    } catch (IOException e) {
      throw new StateException(
          "the state "
              + database()
              + " cannot be made: "
              + e
              + StateAdvice.ofTheDisk(e)
                  .orElse(
                      "; give the account that runs this the right to write there, or change"
                          + " state.url"),
          e);
    }
    if (!Files.isWritable(database())) {
      throw new StateException(
          "the state "
              + database()
              + " cannot be written by this account; "
              + StateAdvice.ofUnwritable(database()));
    }
  }
}
