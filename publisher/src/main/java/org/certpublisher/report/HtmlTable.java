package org.certpublisher.report;

import com.samskivert.mustache.Mustache;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.certpublisher.plan.Judgement;

/** A table of the HTML report: its heading, its columns, its rows. */
final class HtmlTable {
  private HtmlTable() {}

  /** The columns of a table, the certificate's aside; {@code tag} is empty where it has none. */
  record Columns(String tag, String place, boolean certificate) {
    static final Columns PLAIN = new Columns("", "Entry", true);
    static final Columns STATE = new Columns("State", "Entry", true);
    static final Columns CHANGE = new Columns("Change", "Entry", true);
    static final Columns OUTCOME = new Columns("Outcome", "Entry", false);
    static final Columns SOURCE = new Columns("Severity", "Where", false);
  }

  /** What stands above a table. */
  record Heading(String id, String title, String remark, String tone, Columns columns) {}

  /** A row; no subject where it is not about a certificate. */
  record Row(String tag, String tone, String place, List<Judgement.Subject> subject, String why) {
    static Row of(String tag, String tone, Judgement judgement) {
      return new Row(tag, tone, judgement.dn(), List.of(judgement.subject()), judgement.why());
    }

    /** The place as HTML, where a line may break after each comma: names of entries are long. */
    String brokenPlace() {
      return HtmlReport.escape(place).replace(",", ",<wbr>");
    }

    String until() {
      return subject.stream().map(one -> Wording.day(one.notAfter())).collect(Collectors.joining());
    }

    /** Only of what has no other name. */
    String digest() {
      return subject.stream()
          .filter(one -> one.serialNumber().isEmpty())
          .map(Judgement.Subject::identity)
          .collect(Collectors.joining());
    }
  }

  /** Gives all rows of a table to a consumer, the same at every pass. */
  interface Pass {
    void each(Consumer<Row> consumer);
  }

  /** A heading and its table: the first rows, and all the rest as a stream. */
  record Section(Heading heading, int count, List<Row> first, Mustache.Lambda rest) {
    static Section of(Heading heading, int limit, Pass pass) {
      AtomicInteger count = new AtomicInteger();
      List<Row> first = new ArrayList<>();
      pass.each(
          row -> {
            if (count.getAndIncrement() < limit) {
              first.add(row);
            }
          });
      return new Section(heading, count.get(), first, rest(first.size(), pass));
    }

    static Mustache.Lambda rest(int skip, Pass pass) {
      return (fragment, out) -> {
        AtomicInteger seen = new AtomicInteger();
        pass.each(
            row -> {
              if (seen.getAndIncrement() >= skip) {
                fragment.execute(row, out);
              }
            });
      };
    }

    String number() {
      return Wording.count(count);
    }

    boolean more() {
      return count > first.size();
    }
  }
}
