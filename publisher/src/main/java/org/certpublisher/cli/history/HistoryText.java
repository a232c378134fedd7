package org.certpublisher.cli.history;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.certpublisher.cli.terminal.Console;
import org.certpublisher.state.History;
import org.certpublisher.state.Journaled;

/** The history for people: a line a run, a paragraph a change. */
final class HistoryText implements HistoryFormat {
  private final PrintStream out;
  private String nothing = "";

  HistoryText(PrintStream out) {
    this.out = out;
  }

  @Override
  public void startRuns() {
    nothing = "No run has been made yet";
  }

  @Override
  public void run(History.Run run) {
    if (!nothing.isEmpty()) {
      line(columns("RUN", "STARTED", "TOOK", "PUBLICATION", "OUTCOME", "CHANGES"));
      nothing = "";
    }
    line(
        columns(
            Long.toString(run.number()),
            second(run.started()),
            took(run),
            run.publication(),
            Words.outcome(run),
            counts(run)));
  }

  private static String columns(
      String run, String started, String took, String name, String outcome, String changes) {
    return "%6s  %-20s  %8s  %-16s  %-10s  %s"
        .formatted(run, started, took, name, outcome, changes);
  }

  private static String second(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String took(History.Run run) {
    return run.finished()
        .map(end -> Duration.between(run.started(), end).toMillis())
        .map(millis -> millis / 1000 + "." + millis % 1000 / 100 + " s")
        .orElse("-");
  }

  private static String counts(History.Run run) {
    Map<String, Integer> some = new TreeMap<>(run.counts());
    some.values().removeIf(count -> count == 0);
    return some.isEmpty()
        ? "none"
        : some.entrySet().stream()
            .map(count -> count.getValue() + " " + Words.lower(count.getKey()).replace('-', ' '))
            .collect(Collectors.joining(", "));
  }

  @Override
  public void startChanges(String of) {
    nothing = of + ": no change";
  }

  @Override
  public void change(History.Run run, History.Change change) {
    nothing = "";
    String text = change.text().isEmpty() ? "" : ": " + change.text();
    line(
        "%s, run %d of %s, %s: %s%s"
            .formatted(
                change.dn(),
                run.number(),
                run.publication(),
                second(run.started()),
                Words.outcome(change),
                text));
    switch (change.journaled().frame().fate()) {
      case CREATED -> line("  make the entry");
      case REMOVED -> line("  remove the entry");
      case STAYS -> {}
    }
    change.reasons().forEach(reason -> line("  " + reason));
    if (change.reasons().isEmpty()) {
      values(change.journaled());
    }
  }

  private void values(Journaled values) {
    for (Journaled.Gone gone : values.gone()) {
      line("  withdraw " + gone.certificate() + " from " + gone.value().description());
    }
    for (Journaled.Come come : values.come()) {
      line("  publish " + come.certificate() + " to " + come.attribute().ldapName());
    }
  }

  @Override
  public void end() {
    if (!nothing.isEmpty()) {
      line(nothing);
    }
    out.flush();
  }

  private void line(String text) {
    out.println(Console.oneLine(text));
  }
}
