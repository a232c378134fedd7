package org.certpublisher.source.file;

/** Bytes that are not DER where DER was expected; the message names the byte. */
public final class MalformedDerException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what was expected and where. */
  public MalformedDerException(String message) {
    super(message);
  }
}
