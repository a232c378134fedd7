package org.certpublisher.report;

/**
 * Makes visible what a text from a certificate or a directory could hide in. Escape sequences would
 * steer the terminal (CSI, U+009B included), line ends would forge lines, and bidirectional or
 * zero-width characters would show another name than the one that is there; each becomes its
 * number, as in {@code \}{@code u202e}. Letters of every script stay as they are.
 */
final class Visible {
  private Visible() {}

  /** The text without any character that does not show itself; the same object where none is. */
  static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return escaped(text);
      }
    }
    return text;
  }

  private static String escaped(String text) {
    StringBuilder visible = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              if (isHidden(point)) {
                visible.append(number(point));
              } else {
                visible.appendCodePoint(point);
              }
            });
    return visible.toString();
  }

  /** The number of a character, as JSON writes it where it has four digits. */
  static String number(int point) {
    return point > 0xffff ? String.format("\\u{%x}", point) : String.format("\\u%04x", point);
  }

  /** Whether a character does not show itself: control, format, strange blank, private or half. */
  static boolean isHidden(int point) {
    if (point == ' ' || point == 0x3000) { // the blank between two names in Japanese
      return false;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE ->
          true;
      default -> false;
    };
  }
}
