package org.certpublisher.reconcile.planfile;

import java.util.Map;
import org.certpublisher.report.Summary;
import org.certpublisher.source.Severity;

/**
 * The last line of a plan: what was counted.
 *
 * @param whole the figures when everything is carried out
 * @param held the figures when the guard holds the losses
 * @param losses what the guard judges
 * @param counts lines of the file
 * @param inventory what the sources gave
 */
public record PlanTotals(
    Summary.Figures whole,
    Summary.Figures held,
    Losses losses,
    Counts counts,
    Summary.InventoryLines inventory) {

  /**
   * What the guard judges.
   *
   * @param losses certificates that entries lose without a successor in the same modify
   * @param published certificates of ours that the directory holds now
   * @param remaining certificates of ours that it holds after the whole plan
   */
  public record Losses(int losses, int published, int remaining) {}

  /**
   * How much the file holds.
   *
   * @param changes entries that are changed
   * @param withLosses those of them that lose a certificate
   * @param findings findings by severity
   */
  public record Counts(int changes, int withLosses, Map<Severity, Integer> findings) {
    /** Copies its collection. */
    public Counts {
      findings = Map.copyOf(findings);
    }
  }
}
