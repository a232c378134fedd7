package org.certpublisher.reconcile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.certpublisher.report.Report;
import org.certpublisher.source.Severity;

/**
 * What a run found and did. The report's rows are read from the plan file, so a result is closed
 * after it was reported; a plan that nobody asked to keep is then deleted.
 *
 * @param ending how the run ended
 * @param planFile the plan
 * @param keep whether the plan stays when this is closed
 */
public record RunResult(Report report, Ending ending, Path planFile, boolean keep)
    implements AutoCloseable {
  /**
   * How a run ended.
   *
   * @param failure why it was not carried to its end, for people; empty when it was
   * @param halted whether nothing was written because an inventory has shrunken
   * @param pending changes that are still to be made: planned and not sent, held, moved or failed
   * @param findings findings by severity
   */
  public record Ending(
      String failure, boolean halted, int pending, Map<Severity, Integer> findings) {
    /** Copies its collection. */
    public Ending {
      findings = Map.copyOf(findings);
    }

    /**
     * The exit code: 1 when the run was not carried to its end, 2 when an inventory has shrunken,
     * something is pending or a finding is at or above the threshold, else 0.
     */
    public int exitCode(Optional<Severity> failOn) {
      if (!failure.isEmpty()) {
        return 1;
      }
      boolean grave =
          failOn.isPresent()
              && findings.entrySet().stream()
                  .anyMatch(
                      found -> found.getValue() > 0 && found.getKey().compareTo(failOn.get()) >= 0);
      return halted || pending > 0 || grave ? 2 : 0;
    }
  }

  /** Deletes a plan that nobody asked to keep. */
  @Override
  public void close() throws IOException {
    if (!keep) {
      Files.deleteIfExists(planFile);
    }
  }
}
