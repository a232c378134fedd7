package org.certpublisher.report;

import java.io.IOException;

/** A way to write a report down. The same report gives the same characters. */
public interface ReportFormat {
  /**
   * Writes the whole report; rows are streamed, so memory does not grow with them.
   *
   * @throws IOException only what {@code out} throws
   */
  void write(Report report, Appendable out) throws IOException;
}
