package org.certpublisher.daemon.status;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.certpublisher.report.HtmlReport;
import org.certpublisher.report.Summary;

/** The page for people: how each publication stands. Without a script, every value escaped. */
final class StatusPage {
  private static final Template PAGE =
      Mustache.compiler()
          .withEscaper(HtmlReport::escape)
          .emptyStringIsFalse(true)
          .zeroIsFalse(true)
          .compile(
              new InputStreamReader(
                  Objects.requireNonNull(StatusPage.class.getResourceAsStream("status.html")),
                  StandardCharsets.UTF_8));

  private final List<Standing> standings;
  private final Instant now;

  private StatusPage(List<Standing> standings, Instant now) {
    this.standings = standings;
    this.now = now;
  }

  static String of(List<Standing> standings, Instant now) {
    return PAGE.execute(new StatusPage(standings, now));
  }

  /** What the content security policy allows. */
  static String styleHash() {
    return HtmlReport.hash(HtmlReport.style());
  }

  String style() {
    return HtmlReport.style();
  }

  String at() {
    return second(now);
  }

  String title() {
    long failed = standings.stream().filter(Standing::isFailed).count();
    return failed == 0
        ? "All is well"
        : failed + " of " + standings.size() + " publications failed";
  }

  List<Part> parts() {
    return standings.stream()
        .sorted(Comparator.comparing(Standing::publication))
        .map(Part::new)
        .toList();
  }

  private static String second(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A publication; the template asks by name. */
  static final class Part {
    private final Standing standing;

    Part(Standing standing) {
      this.standing = standing;
    }

    String name() {
      return standing.publication();
    }

    boolean failed() {
      return standing.isFailed();
    }

    String text() {
      return standing.last().map(Standing.Last::text).orElse("the first run is under way");
    }

    String attempt() {
      return standing.last().map(last -> second(last.ended())).orElse("");
    }

    String success() {
      return standing.success().map(StatusPage::second).orElse("never since the start");
    }

    String run() {
      return standing
          .last()
          .map(Standing.Last::number)
          .filter(number -> number > 0)
          .map(String::valueOf)
          .orElse("");
    }

    String held() {
      return summary()
          .map(Summary::guard)
          .filter(one -> one.held())
          .map(one -> one.why())
          .orElse("");
    }

    boolean measured() {
      return summary().isPresent();
    }

    List<String> sources() {
      return summary().map(one -> one.inventory().lines()).orElse(List.of());
    }

    String report() {
      return standing
          .last()
          .flatMap(last -> last.measured().report())
          .map(file -> "report")
          .orElse("");
    }

    List<Map<String, String>> expiring() {
      return summary()
          .map(Summary::figures)
          .map(
              figures ->
                  List.of(
                      row("within 30 days", figures.expiring().get(0)),
                      row("within 31 to 60", figures.expiring().get(1)),
                      row("within 61 to 90", figures.expiring().get(2))))
          .orElse(List.of());
    }

    List<Map<String, String>> clients() {
      return summary()
          .map(
              all ->
                  all.figures().after().entrySet().stream()
                      .sorted(Map.Entry.comparingByKey())
                      .map(
                          one ->
                              Map.of(
                                  "what",
                                  one.getKey().title(),
                                  "count",
                                  count(one.getValue()) + " of " + count(all.figures().entries())))
                      .toList())
          .orElse(List.of());
    }

    private static Map<String, String> row(String what, int number) {
      return Map.of("what", what, "count", count(number));
    }

    private Optional<Summary> summary() {
      return standing.last().flatMap(last -> last.measured().summary());
    }
  }
}
