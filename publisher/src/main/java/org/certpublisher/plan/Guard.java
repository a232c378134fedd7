package org.certpublisher.plan;

/** Holds withdrawals that are too many, judged on the whole plan before the first write. */
public final class Guard {
  private Guard() {}

  /**
   * Judges a plan.
   *
   * @param losses certificates that entries lose without a successor in the same modify
   * @param published certificates of ours that the directory holds now
   * @param remaining certificates of ours that it would hold after the whole plan
   * @param allowed how many losses an operator allowed for this run; 0 when none were
   */
  public static GuardVerdict judge(
      Policy.GuardLimits limits, int losses, int published, int remaining, int allowed) {
    boolean tooMany =
        losses > limits.atLeast() && losses * 100L > (long) limits.percent() * published;
    boolean noneLeft = losses > 0 && published > 0 && remaining == 0;
    boolean held = (tooMany || noneLeft) && losses > allowed;
    return new GuardVerdict(held, losses, published, "");
  }
}
