package org.certpublisher.report;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.certpublisher.cert.Sha256;

/**
 * A report for people in one self-contained file: it fetches nothing, its style and its script are
 * named by their hash in a content security policy, and it can be read without the script. Rows
 * beyond the first {@value #FIRST} of a table stand in a {@code noscript} element, which a browser
 * that runs the script keeps as one text: so 50,000 rows open at once and are searched as text.
 */
public final class HtmlReport implements ReportFormat {
  /** How many rows of a table are shown at once. */
  static final int FIRST = 500;

  private static final String STYLE = resource("report.css");
  private static final String SCRIPT = resource("report.js");
  private static final Mustache.Escaper MARKUP =
      Escapers.simple(
          new String[][] {
            {"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}
          });
  private static final Template PAGE =
      Mustache.compiler()
          .withEscaper(HtmlReport::escape)
          .withLoader(HtmlReport::reader)
          .emptyStringIsFalse(true)
          .zeroIsFalse(true)
          .compile(reader("report.html"));

  @Override
  public void write(Report report, Appendable out) throws IOException {
    Output.write(
        out,
        output -> {
          try {
            PAGE.execute(new HtmlPage(report, FIRST), output);
          } catch (MustacheException e) {
            if (e.getCause() instanceof IOException cause) {
              throw cause;
            }
            throw e;
          }
        });
  }

  /** A text as element content or in a quoted attribute, every character of it to be seen. */
  public static String escape(String text) {
    return MARKUP.escape(Visible.of(text));
  }

  /** The style sheet. */
  public static String style() {
    return STYLE;
  }

  /** The script. */
  static String script() {
    return SCRIPT;
  }

  /** A text as a content security policy names it. */
  public static String hash(String text) {
    byte[] digest = Sha256.of(text.getBytes(StandardCharsets.UTF_8)).toBytes();
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  private static Reader reader(String name) {
    return new InputStreamReader(
        Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name),
        StandardCharsets.UTF_8);
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
