package org.certpublisher.cert.asn1;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One tag, length and content in bytes that are left as they are (X.690, section 8.1). What lies
 * beneath was checked when the outermost element was read: every length fits and nothing is nested
 * deeper than {@link #MAX_DEPTH}, so no input can exhaust the stack.
 */
public final class Asn1Element {
  public static final int INTEGER = 0x02;
  public static final int BIT_STRING = 0x03;
  public static final int OCTET_STRING = 0x04;
  public static final int OBJECT_IDENTIFIER = 0x06;
  public static final int SEQUENCE = 0x30;
  public static final int SET = 0x31;

  /** The deepest nesting that is read; a certificate in a signed PKCS#7 has about 12. */
  public static final int MAX_DEPTH = 64;

  private static final int INDEFINITE = -1;
  private static final int MAX_IDENTIFIER_BYTES = 128;

  private final byte[] bytes;
  private final int start;
  private final int content;
  private final int contentEnd;
  private final int end;

  private Asn1Element(byte[] bytes, int start, int content, int contentEnd, int end) {
    this.bytes = bytes;
    this.start = start;
    this.content = content;
    this.contentEnd = contentEnd;
    this.end = end;
  }

  /** Reads the one element that fills the bytes; lengths must be definite, as DER has them. */
  public static Asn1Element readDer(byte[] bytes) throws MalformedAsn1Exception {
    return whole(bytes, 0, bytes.length, false);
  }

  /** Reads the one element that fills the bytes; indefinite lengths are taken, as BER has them. */
  public static Asn1Element readBer(byte[] bytes) throws MalformedAsn1Exception {
    return whole(bytes, 0, bytes.length, true);
  }

  /** The element that fills this one's content: what an OCTET STRING wraps. */
  public Asn1Element wrapped() throws MalformedAsn1Exception {
    return whole(bytes, content, contentEnd, false);
  }

  private static Asn1Element whole(byte[] bytes, int from, int to, boolean ber)
      throws MalformedAsn1Exception {
    int end = endOf(bytes, from, to, ber);
    if (end != to) {
      throw new MalformedAsn1Exception(
          "the element ends at byte " + end + ", " + (to - end) + " bytes too early");
    }
    return at(bytes, from, to);
  }

  /** An element of bytes whose lengths have been checked. */
  private static Asn1Element at(byte[] bytes, int start, int limit) throws MalformedAsn1Exception {
    int content = contentStart(bytes, start, limit);
    int length = length(bytes, start, content, limit);
    if (length != INDEFINITE) {
      return new Asn1Element(bytes, start, content, content + length, content + length);
    }
    int end = endOf(bytes, start, limit, true);
    return new Asn1Element(bytes, start, content, end - 2, end);
  }

  /** Walks over one element and all beneath it without recursion. */
  private static int endOf(byte[] bytes, int start, int limit, boolean ber)
      throws MalformedAsn1Exception {
    int[] ends = new int[MAX_DEPTH];
    int[] limits = new int[MAX_DEPTH];
    int depth = 0;
    int inner = limit;
    int at = start;
    do {
      int content = contentStart(bytes, at, inner);
      int length = length(bytes, at, content, inner);
      boolean constructed = (bytes[at] & 0x20) != 0;
      if (length == INDEFINITE && !(ber && constructed)) {
        throw new MalformedAsn1Exception("indefinite length at byte " + at);
      }
      if (constructed) {
        if (depth == MAX_DEPTH) {
          throw new MalformedAsn1Exception("nested deeper than " + MAX_DEPTH + " at byte " + at);
        }
        limits[depth] = inner;
        ends[depth++] = length == INDEFINITE ? INDEFINITE : content + length;
        inner = length == INDEFINITE ? inner : content + length;
        at = content;
      } else {
        at = content + length;
      }
      while (depth > 0 && isOver(bytes, at, ends[depth - 1], inner)) {
        at += ends[depth - 1] == INDEFINITE ? 2 : 0;
        inner = limits[--depth];
      }
    } while (depth > 0);
    return at;
  }

  private static boolean isOver(byte[] bytes, int at, int end, int limit) {
    return end == INDEFINITE ? at + 2 <= limit && bytes[at] == 0 && bytes[at + 1] == 0 : at == end;
  }

  /** Where the content begins: after the identifier and the length octets. */
  private static int contentStart(byte[] bytes, int start, int limit)
      throws MalformedAsn1Exception {
    int at = start;
    if (at >= limit) {
      throw truncated(start);
    }
    if ((bytes[at++] & 0x1f) == 0x1f) {
      do {
        if (at >= limit || at - start > 4) {
          throw truncated(start);
        }
      } while ((bytes[at++] & 0x80) != 0);
    }
    if (at >= limit) {
      throw truncated(start);
    }
    int first = bytes[at++] & 0xff;
    return first > 0x80 ? at + (first & 0x7f) : at;
  }

  private static int length(byte[] bytes, int start, int content, int limit)
      throws MalformedAsn1Exception {
    int at = start + 1;
    if ((bytes[start] & 0x1f) == 0x1f) {
      while ((bytes[at++] & 0x80) != 0) {
        // the rest of a long tag number
      }
    }
    int first = bytes[at++] & 0xff;
    if (first == 0x80) {
      return INDEFINITE;
    }
    long length = first;
    if (first > 0x80) {
      if (first > 0x84 || content > limit) {
        throw truncated(start);
      }
      length = 0;
      while (at < content) {
        length = length << 8 | (bytes[at++] & 0xff);
      }
    }
    if (length > limit - content) {
      throw truncated(start);
    }
    return (int) length;
  }

  private static MalformedAsn1Exception truncated(int at) {
    return new MalformedAsn1Exception("the element at byte " + at + " is longer than the bytes");
  }

  /** The first identifier octet: class, constructed or not, and number. */
  public int tag() {
    return bytes[start] & 0xff;
  }

  /** Whether it has this identifier octet. */
  public boolean is(int tag) {
    return tag() == tag;
  }

  /** This element when it has the identifier octet, else a complaint that names what it is. */
  public Asn1Element expect(int tag, String what) throws MalformedAsn1Exception {
    if (!is(tag)) {
      throw new MalformedAsn1Exception(
          String.format("%s at byte %d has tag %02x, not %02x", what, start, tag(), tag));
    }
    return this;
  }

  /** The elements within, in their order. */
  public List<Asn1Element> children() throws MalformedAsn1Exception {
    if ((bytes[start] & 0x20) == 0) {
      throw new MalformedAsn1Exception("the element at byte " + start + " holds no others");
    }
    List<Asn1Element> children = new ArrayList<>();
    int at = content;
    while (at < contentEnd) {
      Asn1Element child = at(bytes, at, contentEnd);
      children.add(child);
      at = child.end;
    }
    return children;
  }

  /** How many bytes the content has. */
  public int contentLength() {
    return contentEnd - content;
  }

  /** A copy of the content. */
  public byte[] contentBytes() {
    return Arrays.copyOfRange(bytes, content, contentEnd);
  }

  /** A copy of identifier, length and content, as they were. */
  public byte[] encoded() {
    return Arrays.copyOfRange(bytes, start, end);
  }

  /** The content as INTEGER; negative ones too. */
  public BigInteger integer() throws MalformedAsn1Exception {
    if (contentLength() == 0 || contentLength() > 1024 * 8) {
      throw new MalformedAsn1Exception("an integer of " + contentLength() + " bytes");
    }
    return new BigInteger(bytes, content, contentLength());
  }

  /** The octets of a BIT STRING, without the count of unused bits. */
  public byte[] bits() throws MalformedAsn1Exception {
    if (contentLength() == 0 || bytes[content] < 0 || bytes[content] > 7) {
      throw new MalformedAsn1Exception("a bit string without a count of unused bits");
    }
    return Arrays.copyOfRange(bytes, content + 1, contentEnd);
  }

  /** The content as dotted OBJECT IDENTIFIER. */
  public String objectIdentifier() throws MalformedAsn1Exception {
    int length = contentLength();
    if (length == 0 || length > MAX_IDENTIFIER_BYTES || bytes[contentEnd - 1] < 0) {
      throw new MalformedAsn1Exception("a broken object identifier at byte " + start);
    }
    StringBuilder text = new StringBuilder(3 * length);
    int from = content;
    for (int i = content; i < contentEnd; i++) {
      if (bytes[i] >= 0) {
        append(text, from, i);
        from = i + 1;
      }
    }
    return text.toString();
  }

  /** Adds one number; the first holds two, of which the first is 0, 1 or 2 (X.690, 8.19.4). */
  private void append(StringBuilder text, int from, int to) {
    if (to - from >= 8) {
      append(text, large(from, to));
      return;
    }
    long number = 0;
    for (int i = from; i <= to; i++) {
      number = number << 7 | (bytes[i] & 0x7f);
    }
    if (from > content) {
      text.append('.').append(number);
    } else {
      long first = Math.min(number, 80) / 40;
      text.append(first).append('.').append(number - 40 * first);
    }
  }

  /** Numbers made from a UUID have 128 bits (X.667). */
  private BigInteger large(int from, int to) {
    BigInteger value = BigInteger.ZERO;
    for (int i = from; i <= to; i++) {
      value = value.shiftLeft(7).or(BigInteger.valueOf(bytes[i] & 0x7f));
    }
    return value;
  }

  private static void append(StringBuilder text, BigInteger number) {
    if (text.length() > 0) {
      text.append('.').append(number);
    } else {
      int first = number.min(BigInteger.valueOf(80)).intValue() / 40;
      text.append(first).append('.').append(number.subtract(BigInteger.valueOf(40L * first)));
    }
  }
}
