package org.certpublisher.state.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an administrator can do about a state that cannot be used. */
final class StateAdvice {
  private static final int DEPTH = 20;

  private StateAdvice() {}

  /** A half sentence to be added to what is wrong. */
  static String of(Throwable problem) {
    return ofTheDisk(problem)
        .orElse(
            "; if the file is damaged, move it away and run again: signatures are then verified"
                + " anew, nothing in the directory is lost");
  }

  /** The same where the disk is at fault, else nothing. */
  static Optional<String> ofTheDisk(Throwable problem) {
    @Nullable Throwable cause = problem;
    for (int i = 0; cause != null && i < DEPTH; i++) {
      String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (text.contains("no space left") || text.contains("quota exceeded")) {
        return Optional.of(
            "; its disk is full: make room and run again, the next run settles what this one left"
                + " open");
      }
      if (text.contains("read-only file system")) {
        return Optional.of("; its disk is read-only: make it writable and run again");
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /** What to do about a file that cannot be written. */
  static String ofUnwritable(Path file) {
    try {
      return Files.getFileStore(file).isReadOnly()
          ? "its disk is read-only: make it writable"
          : "run as the account that owns it";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
