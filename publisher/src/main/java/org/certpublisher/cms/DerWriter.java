package org.certpublisher.cms;

/** Writes DER into an array whose size is known. */
final class DerWriter {
  private final byte[] bytes;
  private int at;

  DerWriter(int size) {
    bytes = new byte[size];
  }

  /** How long an element with so much content is. */
  static int length(int content) {
    return content + 2 + extra(content);
  }

  private static int extra(int content) {
    return content < 0x80 ? 0 : (39 - Integer.numberOfLeadingZeros(content)) / 8;
  }

  /** One element around the contents. */
  static byte[] element(int tag, byte[]... contents) {
    int content = 0;
    for (byte[] part : contents) {
      content += part.length;
    }
    DerWriter out = new DerWriter(length(content)).header(tag, content);
    for (byte[] part : contents) {
      out.raw(part);
    }
    return out.bytes();
  }

  /** Identifier and length. */
  DerWriter header(int tag, int content) {
    bytes[at++] = (byte) tag;
    int extra = extra(content);
    if (extra == 0) {
      bytes[at++] = (byte) content;
    } else {
      bytes[at++] = (byte) (0x80 | extra);
      for (int shift = 8 * (extra - 1); shift >= 0; shift -= 8) {
        bytes[at++] = (byte) (content >> shift);
      }
    }
    return this;
  }

  /** Bytes as they are. */
  DerWriter raw(byte[] part) {
    System.arraycopy(part, 0, bytes, at, part.length);
    at += part.length;
    return this;
  }

  byte[] bytes() {
    return bytes;
  }
}
