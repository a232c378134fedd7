package org.certpublisher.source.file;

/**
 * Steps over the elements of a DER sequence (X.690) without copying, so that a list of a million
 * entries costs no more than its bytes. Never reads outside its range. Indefinite lengths (BER) and
 * tags above 30 are refused: neither occurs in certificates and CRLs.
 */
public final class DerCursor {
  /** Universal tag INTEGER. */
  public static final int INTEGER = 0x02;

  /** Universal tag BIT STRING. */
  public static final int BIT_STRING = 0x03;

  /** Universal tag OBJECT IDENTIFIER. */
  public static final int OBJECT_IDENTIFIER = 0x06;

  /** Universal tag UTCTime. */
  public static final int UTC_TIME = 0x17;

  /** Universal tag GeneralizedTime. */
  public static final int GENERALIZED_TIME = 0x18;

  /** Universal tag SEQUENCE, constructed. */
  public static final int SEQUENCE = 0x30;

  private final byte[] bytes;
  private final int limit;
  private int position;
  private int tag;
  private int start;
  private int contentStart;
  private int contentEnd;

  private DerCursor(byte[] bytes, int from, int limit) {
    this.bytes = bytes;
    this.position = from;
    this.limit = limit;
  }

  /** Stands before the first element of the bytes. */
  public static DerCursor over(byte[] bytes) {
    return new DerCursor(bytes, 0, bytes.length);
  }

  /** Stands before the element that begins at an offset found earlier by {@link #start}. */
  public static DerCursor at(byte[] bytes, int offset) {
    return new DerCursor(bytes, offset, bytes.length);
  }

  /** Stands before the first element inside the current one. */
  public DerCursor inside() {
    return new DerCursor(bytes, contentStart, contentEnd);
  }

  /** Whether no element follows. */
  public boolean isAtEnd() {
    return position >= limit;
  }

  /** The tag of the element that follows, or -1 at the end. */
  public int peek() {
    return isAtEnd() ? -1 : bytes[position] & 0xff;
  }

  /** Moves to the element that follows. */
  public DerCursor next() throws MalformedDerException {
    start = position;
    tag = byteAt(position);
    if ((tag & 0x1f) == 0x1f) {
      throw new MalformedDerException("a tag above 30 at byte " + start);
    }
    int first = byteAt(position + 1);
    int header = 2;
    long length = first;
    if (first >= 0x80) {
      int count = first & 0x7f;
      if (count == 0 || count > 4) {
        throw new MalformedDerException("a length that is not DER at byte " + (start + 1));
      }
      length = 0;
      for (int i = 0; i < count; i++) {
        length = (length << 8) | byteAt(position + 2 + i);
      }
      header += count;
    }
    contentStart = position + header;
    if (length > limit - contentStart) {
      throw new MalformedDerException("the element at byte " + start + " ends outside its parent");
    }
    contentEnd = contentStart + (int) length;
    position = contentEnd;
    return this;
  }

  /** Moves to the element that follows, which must have this tag. */
  public DerCursor next(int expected) throws MalformedDerException {
    if (peek() != expected) {
      throw new MalformedDerException(
          String.format(
              "expected tag 0x%02x at byte %d, found %s",
              expected, position, isAtEnd() ? "the end" : String.format("0x%02x", peek())));
    }
    return next();
  }

  private int byteAt(int index) throws MalformedDerException {
    if (index >= limit) {
      throw new MalformedDerException("the bytes end at " + limit + " within an element");
    }
    return bytes[index] & 0xff;
  }

  /** The current element's tag. */
  public int tag() {
    return tag;
  }

  /** Where the current element begins. */
  public int start() {
    return start;
  }

  /** Where the current element's content begins. */
  public int contentStart() {
    return contentStart;
  }

  /** Where the current element's content ends; the next element begins here. */
  public int contentEnd() {
    return contentEnd;
  }

  /** How many bytes the current element's content has. */
  public int contentLength() {
    return contentEnd - contentStart;
  }

  /** A copy of the current element with its tag and length. */
  public byte[] element() {
    return java.util.Arrays.copyOfRange(bytes, start, contentEnd);
  }

  /** A copy of the current element's content. */
  public byte[] content() {
    return java.util.Arrays.copyOfRange(bytes, contentStart, contentEnd);
  }
}
