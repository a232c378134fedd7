package org.certpublisher.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.report.GoldenFile.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CsvReportTest {
  @Test
  void thePlanReadsAsLastLookedAt() throws IOException {
    GoldenFile.assertSame("plan.csv", text(new CsvReport(), SampleReport.plan()));
  }

  @Test
  void aRowIsAJudgementAndHasElevenCells() {
    List<List<String>> rows = rows(text(new CsvReport(), SampleReport.plan()));
    List<String> identities = new ArrayList<>();
    SampleReport.plan().rows().judgements(one -> identities.add(one.subject().identity()));
    assertThat(rows).allMatch(row -> row.size() == 11);
    assertThat(rows.stream().skip(1).map(row -> row.get(9))).isEqualTo(identities);
  }

  @Test
  void noCellBeginsAFormula() {
    assertThat(rows(text(new CsvReport(), SampleReport.plan())).stream().flatMap(List::stream))
        .noneMatch(cell -> cell.matches("(?s)[=+@\t\r\n-].*"))
        .contains("'=cmd|'/c calc'!A1", "'+49 30 1234", "'-2+3", "'@SUM(A1)");
  }

  @Test
  void noCharacterIsHidden() {
    assertThat(text(new CsvReport(), SampleReport.run()).replace("\r\n", "").codePoints().boxed())
        .noneMatch(Visible::isHidden);
  }

  /** Reads RFC 4180 as its grammar says. */
  private static List<List<String>> rows(String csv) {
    List<List<String>> rows = new ArrayList<>();
    for (String line : csv.lines().toList()) {
      List<String> cells = new ArrayList<>();
      StringBuilder cell = new StringBuilder();
      boolean quoted = false;
      for (int i = 0; i < line.length(); i++) {
        char c = line.charAt(i);
        if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
          cell.append(c);
          i++;
        } else if (c == '"') {
          quoted = !quoted;
        } else if (c == ',' && !quoted) {
          cells.add(cell.toString());
          cell.setLength(0);
        } else {
          cell.append(c);
        }
      }
      cells.add(cell.toString());
      rows.add(cells);
    }
    return rows;
  }
}
