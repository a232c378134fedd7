package org.certpublisher.source.file;

/**
 * What DER bytes look like from their first few elements. A file is judged by this and never by its
 * name. A shape promises nothing but which parser to ask.
 */
public enum DerShape {
  /** Certificate (RFC 5280, section 4.1). */
  CERTIFICATE,
  /** ContentInfo (RFC 5652, section 3): PKCS#7 or CMS, DER or BER. */
  SIGNED_DATA,
  /** A private key (PKCS#1, PKCS#8, SEC 1; also encrypted) or a PKCS#12 store. Never read on. */
  PRIVATE_KEY,
  /** CertificateList (RFC 5280, section 5.1). */
  CRL,
  /** CertificationRequest (RFC 2986). */
  REQUEST,
  /** None of these. */
  OTHER;

  /** The shape of the bytes; they may go on after the element and may be cut off. */
  public static DerShape of(byte[] bytes) {
    if (bytes.length > 3 && bytes[0] == DerCursor.SEQUENCE && bytes[1] == (byte) 0x80) {
      return bytes[2] == DerCursor.OBJECT_IDENTIFIER ? SIGNED_DATA : OTHER;
    }
    int first = contentOffset(bytes, 0);
    if (first < 0 || first >= bytes.length || bytes[0] != DerCursor.SEQUENCE) {
      return OTHER;
    }
    return switch (bytes[first]) {
      case DerCursor.OBJECT_IDENTIFIER -> SIGNED_DATA;
      case DerCursor.INTEGER -> PRIVATE_KEY;
      case DerCursor.SEQUENCE -> ofSigned(bytes, first);
      default -> OTHER;
    };
  }

  /** A SEQUENCE that begins with a SEQUENCE: something signed, or an encrypted private key. */
  private static DerShape ofSigned(byte[] bytes, int first) {
    int inner = contentOffset(bytes, first);
    if (inner < 0 || inner >= bytes.length) {
      return OTHER;
    }
    return switch (bytes[inner]) {
      case DerCursor.OBJECT_IDENTIFIER -> PRIVATE_KEY;
      case (byte) 0xa0 -> CERTIFICATE;
      case DerCursor.INTEGER -> ofFields(bytes, first);
      default -> OTHER;
    };
  }

  /** By the tag of the fourth field; a v1 certificate, a CRL and a request agree in three. */
  private static DerShape ofFields(byte[] bytes, int first) {
    try {
      DerCursor fields = DerCursor.at(bytes, first).next().inside();
      fields.next(DerCursor.INTEGER).next(DerCursor.SEQUENCE).next(DerCursor.SEQUENCE);
      return switch (fields.peek()) {
        case DerCursor.SEQUENCE -> CERTIFICATE;
        case DerCursor.UTC_TIME, DerCursor.GENERALIZED_TIME -> CRL;
        case 0xa0 -> REQUEST;
        default -> OTHER;
      };
    } catch (MalformedDerException e) {
      return OTHER;
    }
  }

  /**
   * How many bytes the element at the start says it has, or -1 where that cannot be told: what
   * follows it (as after a TRUSTED CERTIFICATE of OpenSSL) can be cut off.
   */
  public static int length(byte[] bytes) {
    int content = contentOffset(bytes, 0);
    if (content < 0) {
      return -1;
    }
    long length = bytes[1] & 0xff;
    if (length >= 0x80) {
      length = 0;
      for (int i = 2; i < content; i++) {
        length = (length << 8) | (bytes[i] & 0xff);
      }
    }
    long total = content + length;
    return total > bytes.length ? -1 : (int) total;
  }

  /** Where the content of the element at an offset begins, or -1. */
  private static int contentOffset(byte[] bytes, int offset) {
    if (offset + 2 > bytes.length) {
      return -1;
    }
    int first = bytes[offset + 1] & 0xff;
    int count = first < 0x80 ? 0 : first & 0x7f;
    boolean sound = count <= 4 && first != 0x80 && offset + 2 + count <= bytes.length;
    return sound ? offset + 2 + count : -1;
  }
}
