package org.certpublisher.report;

/** A report for programs. */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class JsonReport implements ReportFormat {
  @Override
  public void write(Report report, Appendable out) {
    throw new UnsupportedOperationException(String.valueOf(report) + out);
  }
}
