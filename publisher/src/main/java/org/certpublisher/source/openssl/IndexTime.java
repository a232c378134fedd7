package org.certpublisher.source.openssl;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The two forms of time in index.txt, as RFC 5280, section 4.1.2.5 has them. */
final class IndexTime {
  private IndexTime() {}

  /** Reads {@code YYMMDDHHMMSSZ} (1950 to 2049) or {@code YYYYMMDDHHMMSSZ}. */
  static Optional<Instant> parse(String text) {
    int length = text.length();
    if ((length != 13 && length != 15) || text.charAt(length - 1) != 'Z') {
      return Optional.empty();
    }
    for (int i = 0; i < length - 1; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return Optional.empty();
      }
    }
    int date = length - 11;
    int year = Integer.parseInt(text, 0, date, 10);
    int century = length == 15 ? 0 : year < 50 ? 2000 : 1900;
    try {
      return Optional.of(
          LocalDateTime.of(
                  century + year,
                  two(text, date),
                  two(text, date + 2),
                  two(text, date + 4),
                  two(text, date + 6),
                  two(text, date + 8))
              .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int two(String text, int from) {
    return Integer.parseInt(text, from, from + 2, 10);
  }
}
