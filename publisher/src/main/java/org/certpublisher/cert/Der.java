package org.certpublisher.cert;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Immutable bytes, compared by content. They are kept exactly as they came: a certificate goes from
 * its CA to the directory byte for byte (RFC 4523, section 2.1), so nothing here re-encodes.
 */
public final class Der {
  private final byte[] bytes;
  private @Nullable Sha256 sha256;

  private Der(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Wraps a copy of the bytes. */
  public static Der copyOf(byte[] bytes) {
    return new Der(bytes.clone());
  }

  /** Wraps the bytes themselves; the caller must never change them afterwards. */
  public static Der wrap(byte[] bytes) {
    return new Der(bytes);
  }

  /** Decodes base64 as a plan file holds it; {@link IllegalArgumentException} when it is not. */
  public static Der fromBase64(String text) {
    return new Der(Base64.getDecoder().decode(text));
  }

  /** A copy of the bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** The bytes themselves, for libraries that only read them. */
  public byte[] view() {
    return bytes;
  }

  /** How many bytes. */
  public int length() {
    return bytes.length;
  }

  /** The bytes in base64 on one line. */
  public String toBase64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** SHA-256 of the bytes, computed once; two threads may compute it both, which does no harm. */
  public Sha256 sha256() {
    Sha256 known = sha256;
    if (known == null) {
      known = Sha256.of(bytes);
      sha256 = known;
    }
    return known;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Der der && Arrays.equals(bytes, der.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The length only: the body of a value never reaches a log. */
  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
