package org.certpublisher.report;

/** A report for people, in one self-contained file. */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class HtmlReport implements ReportFormat {
  @Override
  public void write(Report report, Appendable out) {
    throw new UnsupportedOperationException(String.valueOf(report) + out);
  }
}
