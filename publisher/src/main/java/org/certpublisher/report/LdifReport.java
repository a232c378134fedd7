package org.certpublisher.report;

/** The changes as {@code ldapmodify -f} takes them (RFC 2849). */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class LdifReport implements ReportFormat {
  @Override
  public void write(Report report, Appendable out) {
    throw new UnsupportedOperationException(String.valueOf(report) + out);
  }
}
