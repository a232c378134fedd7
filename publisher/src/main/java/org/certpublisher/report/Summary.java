package org.certpublisher.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.certpublisher.client.MailClient;
import org.certpublisher.directory.DirectoryDescription;
import org.certpublisher.directory.Outcome;
import org.certpublisher.plan.GuardVerdict;
import org.certpublisher.plan.Policy;
import org.certpublisher.plan.State;

/**
 * The figures of a plan or of a run.
 *
 * @param scope what was reconciled
 * @param inventory what the sources gave
 * @param figures what was counted
 * @param guard whether withdrawals are held
 * @param applied how many changes ended in which way; empty for a dry run
 * @param lists when each revocation list that was used was made, by its name
 */
public record Summary(
    Scope scope,
    InventoryLines inventory,
    Figures figures,
    GuardVerdict guard,
    Map<Outcome.Kind, Integer> applied,
    Map<String, Instant> lists) {

  /**
   * What was reconciled.
   *
   * @param only what {@code --only} named, else empty
   * @param run the number of the run, 0 for a dry run
   * @param now the time the run took once and judges everything by
   */
  public record Scope(
      String publication,
      Policy.Mode mode,
      DirectoryDescription directory,
      String only,
      long run,
      Instant now) {}

  /**
   * What the sources gave.
   *
   * @param problem why nothing is written (failed or shrunken inventory); empty when all is well
   * @param lines one line a source and revocation source, for people
   */
  public record InventoryLines(String problem, int certificates, List<String> lines) {}

  /**
   * What was counted.
   *
   * @param entries entries of the directory
   * @param states certificate-entry pairs by state
   * @param publish changes that write a certificate
   * @param withdraw certificates that go, those that the guard holds not counted
   * @param expiring published certificates by the days they have left: three numbers, for 0 to 30,
   *     31 to 60 and 61 to 90 days
   * @param before entries that each client can encrypt to now
   * @param after entries that each client can encrypt to after the plan
   */
  public record Figures(
      int entries,
      Map<State, Integer> states,
      int publish,
      int withdraw,
      List<Integer> expiring,
      Map<MailClient, Integer> before,
      Map<MailClient, Integer> after) {}
}
