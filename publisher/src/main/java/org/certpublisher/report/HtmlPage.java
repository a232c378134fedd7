package org.certpublisher.report;

import static org.certpublisher.report.Wording.count;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.certpublisher.client.MailClient;
import org.certpublisher.directory.Outcome;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.State;
import org.certpublisher.report.HtmlTable.Columns;
import org.certpublisher.report.HtmlTable.Heading;
import org.certpublisher.report.HtmlTable.Row;
import org.certpublisher.report.HtmlTable.Section;
import org.certpublisher.report.Wording.ChangeKind;

/** What the template of the HTML report asks for, by name. */
final class HtmlPage {
  private final Report report;
  private final Summary summary;
  private final int limit;
  private final Findings findings;

  HtmlPage(Report report, int limit) {
    this.report = report;
    this.summary = report.summary();
    this.limit = limit;
    this.findings = new Findings(limit);
    report.rows().judgements(findings::add);
  }

  String style() {
    return HtmlReport.style();
  }

  String script() {
    return HtmlReport.script();
  }

  String styleHash() {
    return HtmlReport.hash(style());
  }

  String scriptHash() {
    return HtmlReport.hash(script());
  }

  String result() {
    return Wording.result(summary);
  }

  Summary.Scope scope() {
    return summary.scope();
  }

  String mode() {
    return Wording.mode(scope().mode());
  }

  String now() {
    return Wording.moment(scope().now());
  }

  String problem() {
    return summary.inventory().problem();
  }

  String counted() {
    return Wording.coverage(summary);
  }

  List<String> sources() {
    return summary.inventory().lines();
  }

  /** A line of a bar chart; lengths in percent of the whole width. */
  record Bar(String label, String value, String share, String tone, String length, String second) {}

  /** How many entries each client can encrypt to: what there is, and what is won or lost. */
  List<Bar> coverage() {
    Summary.Figures figures = summary.figures();
    return Stream.of(MailClient.values())
        .filter(
            client -> figures.before().containsKey(client) || figures.after().containsKey(client))
        .map(
            client -> {
              int before = figures.before().getOrDefault(client, 0);
              int after = figures.after().getOrDefault(client, 0);
              return new Bar(
                  client.title(),
                  count(before) + " → " + count(after),
                  Wording.percent(after, figures.entries()),
                  after >= before ? "won" : "lost",
                  share(Math.min(before, after), figures.entries()),
                  share(Math.max(before, after), figures.entries()));
            })
        .toList();
  }

  /** What has ended and what is about to. */
  List<Bar> ends() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    Map<State, Integer> states = summary.figures().states();
    counts.put("Revoked", states.getOrDefault(State.REVOKED, 0));
    counts.put("On hold", states.getOrDefault(State.ON_HOLD, 0));
    counts.put("Expired", states.getOrDefault(State.EXPIRED, 0));
    counts.put("0–30 days left", summary.figures().expiring().get(0));
    counts.put("31–60 days left", summary.figures().expiring().get(1));
    counts.put("61–90 days left", summary.figures().expiring().get(2));
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    List<Bar> bars = new ArrayList<>();
    counts.forEach(
        (label, number) ->
            bars.add(
                new Bar(
                    label,
                    count(number),
                    "",
                    "end" + bars.size(),
                    share(number, most),
                    share(number, most))));
    return bars;
  }

  /** In percent of the whole; what is not nothing can be seen. */
  private static String share(int part, int whole) {
    double share = whole == 0 ? 0 : 100.0 * part / whole;
    return String.format(Locale.ROOT, "%.2f", part == 0 ? 0 : Math.max(share, 0.8));
  }

  /** What is held, changes or went wrong; then the states with anything in them; then sources. */
  List<Section> sections() {
    List<Section> all = new ArrayList<>();
    all.add(
        judged(
            new Heading("held", "Held by the guard", summary.guard().why(), "error", Columns.STATE),
            findings.held(),
            one -> one.action() == Action.HELD));
    all.add(Section.of(changesHeading(), limit, this::changes));
    all.add(
        Section.of(
            new Heading("outcomes", "Not written", "", "error", Columns.OUTCOME),
            limit,
            this::outcomes));
    all.add(
        judged(
            new Heading(
                "left",
                "Left in place",
                "Mode full would withdraw these; this publication only adds.",
                "info",
                Columns.STATE),
            findings.left(),
            one -> one.action() == Action.LEAVE));
    for (Findings.Group group : findings.byState()) {
      all.add(
          judged(
              heading(group),
              group,
              one -> one.action() == Action.NONE && one.state() == group.state()));
    }
    all.add(
        Section.of(
            new Heading("found", "Found in the sources", "", "warning", Columns.SOURCE),
            limit,
            this::sourceFindings));
    return all.stream().filter(section -> section.count() > 0).toList();
  }

  private Heading changesHeading() {
    return new Heading(
        "changes",
        scope().run() == 0 ? "What would change" : "What was to change",
        "",
        "info",
        Columns.CHANGE);
  }

  private static Heading heading(Findings.Group group) {
    boolean expiring = group.state() == State.PUBLISHED;
    return new Heading(
        expiring ? "expiring" : Wording.lower(group.state()),
        expiring ? "Expiring" : Wording.title(group.state()),
        expiring
            ? "Published, and valid for at most 90 days more."
            : Wording.meaning(group.state()),
        Wording.lower(group.worst()),
        Columns.PLAIN);
  }

  private Section judged(Heading heading, Findings.Group group, Predicate<Judgement> mine) {
    return new Section(
        heading,
        group.count(),
        group.first().stream().map(HtmlPage::row).toList(),
        Section.rest(
            group.first().size(),
            consumer ->
                report
                    .rows()
                    .judgements(
                        one -> {
                          if (mine.test(one)) {
                            consumer.accept(row(one));
                          }
                        })));
  }

  private static Row row(Judgement judgement) {
    return Row.of(Wording.title(judgement.state()), Wording.lower(judgement.severity()), judgement);
  }

  private void changes(Consumer<Row> consumer) {
    report
        .rows()
        .changes(
            (change, judgements) -> {
              String swap = ChangeKind.of(change) == ChangeKind.SWAP ? "swap: " : "";
              for (Judgement one : judgements) {
                if (one.action() == Action.PUBLISH) {
                  consumer.accept(Row.of(swap + "publish", "publish", one));
                } else if (one.action() == Action.WITHDRAW) {
                  consumer.accept(Row.of(swap + "withdraw", "withdraw", one));
                }
              }
            });
  }

  private void outcomes(Consumer<Row> consumer) {
    report
        .rows()
        .outcomes(
            one ->
                consumer.accept(
                    new Row(
                        Wording.title(one.outcome().kind()),
                        one.outcome().kind() == Outcome.Kind.MOVED ? "warning" : "error",
                        one.dn(),
                        List.of(),
                        one.outcome().text())));
  }

  private void sourceFindings(Consumer<Row> consumer) {
    report
        .rows()
        .findings(
            one -> {
              String severity = Wording.lower(one.severity());
              consumer.accept(new Row(severity, severity, one.where(), List.of(), one.text()));
            });
  }
}
