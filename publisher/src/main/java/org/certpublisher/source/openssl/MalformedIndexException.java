package org.certpublisher.source.openssl;

/** A line of index.txt that is none; what was read before it proves nothing. */
final class MalformedIndexException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  MalformedIndexException(int line, String message) {
    super(message);
    this.line = line;
  }

  int line() {
    return line;
  }
}
