package org.certpublisher.cert.asn1;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Name for people, as RFC 4514 writes it: last RDN first. Names are attacker's text: whatever a
 * terminal could obey (controls, line separators, marks of writing direction) is escaped too. Never
 * compare names by it.
 */
public final class NameText {
  /** Longer texts are cut: they are only looked at, and they are kept for every certificate. */
  private static final int MAX_LENGTH = 1024;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final Map<String, String> KEYWORDS =
      Map.ofEntries(
          Map.entry("2.5.4.3", "CN"),
          Map.entry("2.5.4.4", "SN"),
          Map.entry("2.5.4.5", "serialNumber"),
          Map.entry("2.5.4.6", "C"),
          Map.entry("2.5.4.7", "L"),
          Map.entry("2.5.4.8", "ST"),
          Map.entry("2.5.4.9", "STREET"),
          Map.entry("2.5.4.10", "O"),
          Map.entry("2.5.4.11", "OU"),
          Map.entry("2.5.4.12", "title"),
          Map.entry("2.5.4.42", "GN"),
          Map.entry("2.5.4.97", "organizationIdentifier"),
          Map.entry("0.9.2342.19200300.100.1.1", "UID"),
          Map.entry("0.9.2342.19200300.100.1.25", "DC"),
          Map.entry("1.2.840.113549.1.9.1", "emailAddress"));

  private NameText() {}

  /** The text of a Name. */
  public static String of(Asn1Element name) throws MalformedAsn1Exception {
    List<Asn1Element> rdns = name.expect(Asn1Element.SEQUENCE, "a name").children();
    StringBuilder text = new StringBuilder();
    for (int i = rdns.size() - 1; i >= 0; i--) {
      String separator = text.length() == 0 ? "" : ",";
      for (Asn1Element attribute :
          rdns.get(i).expect(Asn1Element.SET, "a relative name").children()) {
        text.append(separator).append(attribute(attribute));
        separator = "+";
      }
      if (text.length() > MAX_LENGTH) {
        return text.substring(0, whole(text, MAX_LENGTH)) + "…";
      }
    }
    return text.toString();
  }

  /** The OID of an attribute of names by its keyword, in any case; empty when none is known. */
  public static Optional<String> type(String keyword) {
    return KEYWORDS.entrySet().stream()
        .filter(known -> known.getValue().equalsIgnoreCase(keyword))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The values of one type in a Name, in its order. */
  public static List<Asn1Element> values(Asn1Element name, String type)
      throws MalformedAsn1Exception {
    List<Asn1Element> values = new ArrayList<>();
    for (Asn1Element rdn : name.children()) {
      for (Asn1Element attribute : rdn.children()) {
        List<Asn1Element> parts = attribute.children();
        if (parts.size() == 2 && parts.get(0).objectIdentifier().equals(type)) {
          values.add(parts.get(1));
        }
      }
    }
    return values;
  }

  private static int whole(CharSequence text, int length) {
    return Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
  }

  private static String attribute(Asn1Element attribute) throws MalformedAsn1Exception {
    List<Asn1Element> parts =
        attribute.expect(Asn1Element.SEQUENCE, "an attribute of a name").children();
    if (parts.size() != 2) {
      throw new MalformedAsn1Exception("an attribute of a name without type and value");
    }
    String type = parts.get(0).expect(Asn1Element.OBJECT_IDENTIFIER, "a type").objectIdentifier();
    Optional<String> value = Asn1Text.of(parts.get(1));
    return KEYWORDS.getOrDefault(type, type)
        + "="
        + (value.isPresent() ? escape(value.get()) : "#" + HEX.formatHex(parts.get(1).encoded()));
  }

  /** Escapes one value. */
  static String escape(String value) {
    StringBuilder text = new StringBuilder(value.length() + 8);
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      int next = i + Character.charCount(c);
      boolean first = i == 0;
      boolean last = next == value.length();
      if (Asn1Text.isObeyed(c)) {
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
          text.append('\\').append(HEX.toHexDigits(b));
        }
      } else {
        boolean special =
            "\"+,;<>\\".indexOf(c) >= 0 || (first && c == '#') || ((first || last) && c == ' ');
        text.append(special ? "\\" : "").appendCodePoint(c);
      }
      i = next;
    }
    return text.toString();
  }
}
