package org.certpublisher.cert.asn1;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * UTCTime and GeneralizedTime. RFC 5280, section 4.1.2.5, allows one form of each; old CAs left out
 * the seconds or the Z or wrote an offset, and their certificates are still in directories.
 */
public final class Asn1Time {
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int MAX_LENGTH = 32;
  private static final String REST =
      "(\\d{2})(\\d{2})(\\d{2})(\\d{2})(\\d{2})?(?:[.,]\\d+)?(Z|[+-]\\d{4})?";
  private static final Pattern UTC_FORM = Pattern.compile("(\\d{2})" + REST);
  private static final Pattern GENERALIZED_FORM = Pattern.compile("(\\d{4})" + REST);

  private Asn1Time() {}

  /** The instant; two-digit years from 50 on are of the 20th century. No zone means UTC. */
  public static Instant of(Asn1Element element) throws MalformedAsn1Exception {
    boolean utc = element.is(UTC_TIME);
    if (!utc) {
      element.expect(GENERALIZED_TIME, "a time");
    }
    String text =
        element.contentLength() > MAX_LENGTH
            ? ""
            : new String(element.contentBytes(), StandardCharsets.ISO_8859_1).strip();
    Matcher m = (utc ? UTC_FORM : GENERALIZED_FORM).matcher(text);
    if (!m.matches()) {
      throw new MalformedAsn1Exception("a time in no known form");
    }
    try {
      return instant(m, utc);
    } catch (DateTimeException e) {
      throw new MalformedAsn1Exception("a time that no calendar has: " + e.getMessage());
    }
  }

  private static Instant instant(Matcher m, boolean utc) {
    int year = number(m.group(1));
    if (utc) {
      year += year < 50 ? 2000 : 1900;
    }
    LocalDateTime local =
        LocalDateTime.of(
            year,
            number(m.group(2)),
            number(m.group(3)),
            number(m.group(4)),
            number(m.group(5)),
            number(m.group(6)));
    return local.toInstant(offset(m.group(7)));
  }

  private static int number(@org.jspecify.annotations.Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static ZoneOffset offset(@org.jspecify.annotations.Nullable String zone) {
    return zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone);
  }
}
