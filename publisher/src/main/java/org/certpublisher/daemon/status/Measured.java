package org.certpublisher.daemon.status;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.certpublisher.reconcile.Progress;
import org.certpublisher.report.Summary;

/**
 * What a run leaves to be told.
 *
 * @param summary empty where it was not carried to its end
 * @param phases how long each phase took; the first two go side by side
 * @param report the HTML report of the last run that found or did anything new
 */
public record Measured(
    Optional<Summary> summary, Map<Progress.Phase, Duration> phases, Optional<Path> report) {
  /** Nothing. */
  public static final Measured NOTHING = new Measured(Optional.empty(), Map.of(), Optional.empty());

  /** Copies its collection. */
  public Measured {
    phases = Map.copyOf(phases);
  }

  /** This, with what an earlier run left where this one left nothing. */
  public Measured or(Measured earlier) {
    return new Measured(
        summary.or(earlier::summary),
        phases.isEmpty() ? earlier.phases() : phases,
        report.or(earlier::report));
  }
}
