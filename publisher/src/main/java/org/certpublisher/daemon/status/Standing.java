package org.certpublisher.daemon.status;

import java.time.Instant;
import java.util.Optional;

/**
 * How a publication stands.
 *
 * @param last its last run; empty before the first has ended
 * @param success when a run was last carried to its end
 */
public record Standing(String publication, Optional<Last> last, Optional<Instant> success) {
  /**
   * A run that has ended.
   *
   * @param number 0 when it has none
   * @param failures how many failed in a row, this one included
   * @param text how it ended, in one line
   * @param measured of this run, or of the last that left anything
   */
  public record Last(
      long number, Instant began, Instant ended, int failures, String text, Measured measured) {}

  /** Whether the last run was not carried to its end. */
  public boolean isFailed() {
    return last.filter(run -> run.failures() > 0).isPresent();
  }
}
