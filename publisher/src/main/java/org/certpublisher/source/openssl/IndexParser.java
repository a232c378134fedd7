package org.certpublisher.source.openssl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.RevocationReason;

/**
 * Reads index.txt (OpenSSL, apps/lib/apps.c and crypto/txt_db): six columns between tabs, strictly,
 * because a row that is guessed at may be somebody's revocation. What OpenSSL itself refuses is
 * refused, and so is a last row without its line end, which OpenSSL 3.0 passes over in silence;
 * only a reason that nobody knows is taken as revoked.
 */
final class IndexParser {
  private static final int LONGEST_LINE = 1 << 16;
  private static final int COLUMNS = 6;

  private final String name;
  private final Map<String, IndexRow> rows = new LinkedHashMap<>();
  private final List<Index.Remark> remarks = new ArrayList<>();
  private int line;

  private IndexParser(String name) {
    this.name = name;
  }

  /**
   * Reads a database to its end.
   *
   * @param name the file's name, as findings and reports are to say it
   */
  static Index parse(String name, InputStream in) throws IOException, MalformedIndexException {
    IndexParser parser = new IndexParser(name);
    parser.read(in);
    return new Index(new ArrayList<>(parser.rows.values()), parser.remarks);
  }

  private void read(InputStream in) throws IOException, MalformedIndexException {
    byte[] block = new byte[LONGEST_LINE + 1];
    int filled = 0;
    int more;
    while ((more = in.read(block, filled, block.length - filled)) >= 0) {
      int start = 0;
      for (int i = filled; i < filled + more; i++) {
        if (block[i] == '\n') {
          accept(new String(block, start, i - start, ISO_8859_1));
          start = i + 1;
        }
      }
      filled += more - start;
      System.arraycopy(block, start, block, 0, filled);
      if (filled == block.length) {
        line++;
        throw malformed("is longer than " + LONGEST_LINE + " bytes");
      }
    }
    if (filled > 0) {
      throw MalformedIndexException.unfinished(line + 1);
    }
  }

  private void accept(String text) throws MalformedIndexException {
    line++;
    String row = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    if (row.isEmpty() || row.charAt(0) == '#') {
      return;
    }
    String[] columns = row.split("\t", -1);
    if (columns.length != COLUMNS) {
      throw malformed("has " + columns.length + " columns between tabs instead of " + COLUMNS);
    }
    add(columns);
  }

  private void add(String[] columns) throws MalformedIndexException {
    Instant expires =
        IndexTime.parse(columns[1])
            .orElseThrow(() -> malformed("has no time YYMMDDHHMMSSZ in column 2"));
    String serial = serial(columns[3]);
    IndexRow row =
        switch (columns[0]) {
          case "V", "E" -> {
            if (!columns[2].isEmpty()) {
              throw malformed(
                  "says " + columns[0] + " (not revoked) but has a revocation time in column 3");
            }
            yield new IndexRow(line, serial, expires, null);
          }
          case "R" -> new IndexRow(line, serial, expires, revocation(columns[2]));
          default -> throw malformed("does not begin with V, R or E");
        };
    IndexRow before = rows.putIfAbsent(key(serial), row);
    if (before != null) {
      IndexRow kept = before.and(row);
      rows.put(key(serial), kept);
      remark(
          "has the serial number "
              + serial
              + " of line "
              + before.line()
              + " again; line "
              + kept.line()
              + " counts. Leave one of them");
    }
  }

  /** As OpenSSL checks it: hexadecimal digits in pairs, perhaps a minus sign. */
  private String serial(String text) throws MalformedIndexException {
    int from = text.startsWith("-") ? 1 : 0;
    boolean sound = text.length() >= from + 2 && (text.length() - from) % 2 == 0;
    for (int i = from; i < text.length(); i++) {
      sound &= Character.digit(text.charAt(i), 16) >= 0 && text.charAt(i) < 0x80;
    }
    if (!sound || text.length() > 256) {
      throw malformed("has no serial number (hexadecimal digits in pairs) in column 4");
    }
    return text;
  }

  private static String key(String serial) {
    String digits = serial.toUpperCase(Locale.ROOT);
    int from = 0;
    while (digits.startsWith("00", from) && digits.length() - from > 2) {
      from += 2;
    }
    return digits.substring(from);
  }

  private Revocation revocation(String column) throws MalformedIndexException {
    String[] parts = column.split(",", -1);
    Optional<Instant> at = IndexTime.parse(parts[0]);
    if (at.isEmpty()) {
      throw malformed("says R (revoked) but has no time YYMMDDHHMMSSZ in column 3");
    }
    String word = parts.length > 1 ? parts[1] : "unspecified";
    return Revocation.revoked(reason(word), at.get(), name + " line " + line);
  }

  private RevocationReason reason(String word) {
    Optional<RevocationReason> reason =
        switch (word) {
          case "holdInstruction" -> Optional.of(RevocationReason.CERTIFICATE_HOLD);
          case "keyTime" -> Optional.of(RevocationReason.KEY_COMPROMISE);
          case "CAkeyTime" -> Optional.of(RevocationReason.CA_COMPROMISE);
          default -> RevocationReason.ofWord(word);
        };
    if (reason.isEmpty()) {
      remark(
          "has a revocation reason in column 3 that neither OpenSSL nor RFC 5280 knows: '"
              + printable(word)
              + "'. The certificate counts as revoked, reason unspecified");
    }
    return reason.orElse(RevocationReason.UNSPECIFIED);
  }

  private static String printable(String word) {
    String ascii = word.replaceAll("[^ -~]", "?");
    return ascii.length() > 40 ? ascii.substring(0, 40) + "…" : ascii;
  }

  private void remark(String text) {
    remarks.add(new Index.Remark(line, text));
  }

  private MalformedIndexException malformed(String text) {
    return new MalformedIndexException(line, text);
  }
}
