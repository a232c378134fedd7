package org.certpublisher.cert.match;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Security identifiers, the names by which Windows knows accounts. */
public final class Sid {
  private static final int HEAD_BYTES = 8;

  private Sid() {}

  /**
   * The text ({@code S-1-5-21-…}) of the binary form: revision, count, authority in six bytes, then
   * the sub-authorities with the low byte first (MS-DTYP, sections 2.4.2.1 and 2.4.2.2). Empty when
   * the bytes are none.
   */
  public static Optional<String> text(byte[] sid) {
    if (sid.length < HEAD_BYTES || sid.length != HEAD_BYTES + 4 * sid[1]) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(sid);
    StringBuilder text = new StringBuilder("S-").append(bytes.get());
    int count = bytes.get();
    long authority = (bytes.getShort() & 0xffffL) << 32;
    text.append('-').append(authority | (bytes.getInt() & 0xffffffffL));
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      text.append('-').append(bytes.getInt() & 0xffffffffL);
    }
    return Optional.of(text.toString());
  }
}
