package org.certpublisher.report;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certpublisher.plan.Judgement;

/**
 * A report for spreadsheets and scripts: a header, then one row a judgement, by RFC 4180 (comma,
 * CRLF), to be written in UTF-8 without a byte order mark. A cell that a spreadsheet would take for
 * a formula, because it begins with {@code = + - @}, TAB or CR, gets an apostrophe before it;
 * characters that do not show themselves become their number, so every row is one line.
 */
public final class CsvReport implements ReportFormat {
  private static final List<String> HEADER =
      List.of(
          "state",
          "action",
          "severity",
          "dn",
          "address",
          "subject",
          "serial number",
          "issuer",
          "not after",
          "sha256",
          "why");

  @Override
  public void write(Report report, Appendable out) throws IOException {
    Output.write(
        out,
        output -> {
          output.print(line(HEADER.stream()));
          report.rows().judgements(judgement -> output.print(line(cells(judgement))));
        });
  }

  private static Stream<String> cells(Judgement judgement) {
    Judgement.Subject subject = judgement.subject();
    return Stream.of(
        judgement.state().name(),
        Wording.lower(judgement.action()),
        Wording.lower(judgement.severity()),
        judgement.dn(),
        subject.address(),
        subject.name(),
        subject.serialNumber(),
        subject.issuer(),
        Wording.day(subject.notAfter()),
        subject.identity(),
        judgement.why());
  }

  private static String line(Stream<String> cells) {
    return cells.map(CsvReport::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0;
    String cell = (formula ? "'" : "") + Visible.of(text);
    boolean quoted = cell.indexOf(',') >= 0 || cell.indexOf('"') >= 0;
    return quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
