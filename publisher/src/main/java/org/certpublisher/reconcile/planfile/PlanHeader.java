package org.certpublisher.reconcile.planfile;

import java.time.Instant;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.DirectoryDescription;
import org.certpublisher.plan.Policy;

/**
 * The first line of a plan: what was planned, when, and on what.
 *
 * @param made when, and the moment as of which everything was judged
 * @param basis what it holds for
 * @param only what {@code --only} named, else empty
 */
public record PlanHeader(
    String publication,
    Policy.Mode mode,
    Instant made,
    Basis basis,
    String only,
    DirectoryDescription directory) {

  /**
   * What a plan holds for.
   *
   * @param configuration a digest of all settings it depends on
   * @param inventory a digest of every certificate and its status
   */
  public record Basis(Sha256 configuration, Sha256 inventory) {}
}
