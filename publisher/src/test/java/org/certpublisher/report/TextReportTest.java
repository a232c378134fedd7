package org.certpublisher.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.report.GoldenFile.text;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.certpublisher.plan.GuardVerdict;
import org.junit.jupiter.api.Test;

final class TextReportTest {
  @Test
  void thePlanReadsAsLastLookedAt() throws IOException {
    GoldenFile.assertSame("plan.txt", text(new TextReport(false), SampleReport.plan()));
  }

  @Test
  void theRunReadsAsLastLookedAt() throws IOException {
    GoldenFile.assertSame("run.txt", text(new TextReport(false, 3), SampleReport.run()));
  }

  @Test
  void nothingInATextSteersTheTerminal() {
    assertThat(text(new TextReport(false), SampleReport.run()).codePoints().boxed())
        .allMatch(point -> point == '\n' || !Visible.isHidden(point));
  }

  @Test
  void coloursAreTheOnlyEscapeSequencesAndChangeNothingElse() {
    String coloured = text(new TextReport(true), SampleReport.run());
    assertThat(coloured).contains("\u001b[32m+\u001b[0m ", "\u001b[31m-\u001b[0m ");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]+m", ""))
        .isEqualTo(text(new TextReport(false), SampleReport.run()));
  }

  @Test
  void aGroupShowsItsFirstRowsAndHowManyThereAre() {
    String text = text(new TextReport(false, 2), SampleReport.many(5_000));
    assertThat(text).contains("more: --format csv");
    assertThat(text.lines().count()).isLessThan(300);
  }

  @Test
  void theLastLineIsTheResult() {
    assertThat(last(SampleReport.plan()))
        .isEqualTo("Plan: 14 to publish, 2 to withdraw, 2 held. Nothing was written.");
    assertThat(last(SampleReport.run()))
        .isEqualTo(
            "Run 17: 1,234 entries written, 1 moved, 1 not permitted, 1 failed, 1 unsettled,"
                + " 2 held.");
  }

  @Test
  void aFailedInventoryIsTheResultWhateverElseWasCounted() {
    Summary all = SampleReport.plan().summary();
    Summary failed =
        new Summary(
            all.scope(),
            new Summary.InventoryLines("/srv/ca/newcerts is empty", 0, List.of()),
            all.figures(),
            new GuardVerdict(false, 0, 0, ""),
            Map.of(),
            Map.of());
    assertThat(last(new Report(failed, SampleReport.plan().rows())))
        .isEqualTo("Plan: nothing can be concluded from the inventory. Nothing was written.");
  }

  private static String last(Report report) {
    return text(new TextReport(false), report).lines().reduce("", (before, line) -> line);
  }
}
