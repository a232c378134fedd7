package org.certpublisher.cert.asn1;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The string types of X.680 as Java strings. */
public final class Asn1Text {
  private static final int UTF8 = 0x0c;
  private static final int NUMERIC = 0x12;
  private static final int PRINTABLE = 0x13;
  private static final int TELETEX = 0x14;
  private static final int IA5 = 0x16;
  private static final int VISIBLE = 0x1a;
  private static final int UNIVERSAL = 0x1c;
  private static final int BMP = 0x1e;
  private static final Charset UTF_32 = Charset.forName("UTF-32BE");

  private Asn1Text() {}

  /** The text of a string element; empty when it is no string or breaks its encoding. */
  public static Optional<String> of(Asn1Element element) {
    byte[] bytes = element.contentBytes();
    return switch (element.tag()) {
      case UTF8, IA5 -> utf8(bytes);
      case NUMERIC, PRINTABLE, VISIBLE -> ascii(bytes);
      // Nobody ever wrote T.61: what is found is UTF-8 or Latin-1.
      case TELETEX ->
          utf8(bytes).or(() -> Optional.of(new String(bytes, StandardCharsets.ISO_8859_1)));
      case BMP -> decode(bytes, StandardCharsets.UTF_16BE);
      case UNIVERSAL -> decode(bytes, UTF_32);
      default -> Optional.empty();
    };
  }

  /** UTF-8; also what some CAs put where only ASCII may be. */
  public static Optional<String> utf8(byte[] bytes) {
    return decode(bytes, StandardCharsets.UTF_8);
  }

  /** Whether nothing in the text could act on a terminal or turn the writing direction. */
  public static boolean isPlain(String text) {
    return text.codePoints().noneMatch(Asn1Text::isObeyed);
  }

  static boolean isObeyed(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  private static Optional<String> ascii(byte[] bytes) {
    return utf8(bytes).or(() -> Optional.of(new String(bytes, StandardCharsets.ISO_8859_1)));
  }

  private static Optional<String> decode(byte[] bytes, Charset charset) {
    try {
      return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
