package org.certpublisher.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.Outcome;
import org.certpublisher.plan.GuardVerdict;
import org.certpublisher.reconcile.inventory.InventoryReader;
import org.certpublisher.reconcile.planfile.PlanRows;
import org.certpublisher.reconcile.publishing.Publisher;
import org.certpublisher.report.Report;
import org.certpublisher.report.Summary;
import org.certpublisher.source.Inventory.Completeness;
import org.certpublisher.source.Severity;
import org.certpublisher.state.StateStore;

/**
 * Makes the result of a run out of what was read, planned and sent.
 *
 * @param retried changes of entries that are known to be refused: they do not count as pending
 * @param directory tells which servers were left for others
 */
record RunReport(
    SavedPlan plan,
    InventoryReader.Reading reading,
    GuardVerdict guard,
    int retried,
    boolean keep,
    Directory directory) {

  /** A dry run: everything is still to be done. */
  RunResult dry() {
    int pending = Math.max(0, plan.totals().counts().changes() - retried);
    return result(0, pending, new Publisher.Published(Map.of(), List.of(), ""));
  }

  /**
   * A run that wrote.
   *
   * @param left changes that were not sent because of a limit
   * @param refused objections against changes of a saved plan
   * @param known the entries that were known to be refused for rights
   */
  RunResult applied(
      long run,
      Publisher.Published sent,
      int left,
      List<Report.EntryOutcome> refused,
      Map<String, StateStore.Refusal> known) {
    List<Report.EntryOutcome> open = new ArrayList<>(refused);
    open.addAll(sent.open());
    Map<Outcome.Kind, Integer> counts = new EnumMap<>(Outcome.Kind.class);
    counts.putAll(sent.counts());
    if (!refused.isEmpty()) {
      counts.merge(Outcome.Kind.MOVED, refused.size(), Integer::sum);
    }
    int pending =
        left
            + (guard.held() ? plan.totals().counts().withLosses() : 0)
            + (int) open.stream().filter(one -> !isKnown(one, known)).count();
    return result(run, pending, new Publisher.Published(counts, open, sent.failure()));
  }

  private static boolean isKnown(Report.EntryOutcome open, Map<String, StateStore.Refusal> known) {
    return open.outcome().kind() == Outcome.Kind.NOT_PERMITTED && known.containsKey(open.dn());
  }

  private RunResult result(long run, int pending, Publisher.Published sent) {
    Completeness completeness = reading.inventory().completeness();
    List<String> failures = new ArrayList<>();
    if (completeness == Completeness.FAILED) {
      failures.add(reading.lines().problem());
    }
    if (!reading.lost().isEmpty()) {
      failures.add("revocation is not known: " + reading.lost());
    }
    if (!sent.failure().isEmpty()) {
      failures.add(sent.failure());
    }
    Map<Severity, Integer> findings = plan.totals().counts().findings();
    RunResult.Ending ending =
        new RunResult.Ending(
            String.join("; ", failures), completeness == Completeness.SHRUNKEN, pending, findings);
    Summary summary =
        new Summary(
            new Summary.Scope(
                plan.header().publication(),
                plan.header().mode(),
                plan.header().directory(),
                plan.header().only(),
                run,
                plan.header().made()),
            lines(),
            guard.held() ? plan.totals().held() : plan.totals().whole(),
            guard,
            sent.counts(),
            lists());
    PlanRows rows = new PlanRows(plan.path(), guard.held(), sent.open());
    return new RunResult(new Report(summary, rows), ending, plan.path(), keep);
  }

  /** When the revocation lists were made. */
  private Map<String, Instant> lists() {
    Map<String, Instant> lists = new TreeMap<>();
    reading.statuses().stream()
        .flatMap(status -> status.edition().stream())
        .forEach(edition -> lists.put(edition.name(), edition.made()));
    return lists;
  }

  /** What the sources gave, and what became of the directory's servers meanwhile. */
  private Summary.InventoryLines lines() {
    Summary.InventoryLines sources = reading.lines();
    List<String> all = new ArrayList<>(sources.lines());
    directory.moves().forEach(move -> all.add("directory: " + move));
    return new Summary.InventoryLines(sources.problem(), sources.certificates(), all);
  }
}
