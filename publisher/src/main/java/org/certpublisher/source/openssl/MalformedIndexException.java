package org.certpublisher.source.openssl;

/** A line of index.txt that is none; what was read before it proves nothing. */
final class MalformedIndexException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final boolean unfinished;

  MalformedIndexException(int line, String message) {
    this(line, message, false);
  }

  private MalformedIndexException(int line, String message, boolean unfinished) {
    super(message);
    this.line = line;
    this.unfinished = unfinished;
  }

  /** The last line has no end: it is still being written, or the file was cut off. */
  static MalformedIndexException unfinished(int line) {
    return new MalformedIndexException(
        line, "is cut off: the file ends within it, without a line end", true);
  }

  int line() {
    return line;
  }

  /** Whether waiting a little may help. */
  boolean isUnfinished() {
    return unfinished;
  }
}
