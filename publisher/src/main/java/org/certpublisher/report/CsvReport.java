package org.certpublisher.report;

/** A report for spreadsheets: one row a judgement (RFC 4180). */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class CsvReport implements ReportFormat {
  @Override
  public void write(Report report, Appendable out) {
    throw new UnsupportedOperationException(String.valueOf(report) + out);
  }
}
