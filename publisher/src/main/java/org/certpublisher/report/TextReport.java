package org.certpublisher.report;

/** A report for the terminal. */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class TextReport implements ReportFormat {
  private final boolean colour;

  /** With colour only where the caller knows that a terminal shows it. */
  public TextReport(boolean colour) {
    this.colour = colour;
  }

  @Override
  public void write(Report report, Appendable out) {
    throw new UnsupportedOperationException(String.valueOf(report) + colour + out);
  }
}
