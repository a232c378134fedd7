package org.certpublisher.plan;

/**
 * Holds withdrawals that are too many, judged on the whole plan before the first write. A swap of
 * an old certificate for a new one is no loss; additions are never held.
 */
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
    return new GuardVerdict(
        held,
        losses,
        published,
        held ? why(limits, losses, published, tooMany) + allowOnce(losses, allowed) : "");
  }

  private static String why(Policy.GuardLimits limits, int losses, int published, boolean tooMany) {
    String what = losses == 1 ? "1 withdrawal is held: " : losses + " withdrawals are held: ";
    if (!tooMany) {
      return what + "after this plan none of our " + published + " published certificates is left";
    }
    return what
        + "that is "
        + percent(losses, published)
        + " of the "
        + published
        + " published certificates, more than the guard's "
        + limits.percent()
        + " % and "
        + limits.atLeast();
  }

  private static String percent(int losses, int published) {
    if (published == 0) {
      return "all";
    }
    long tenths = losses * 1000L / published;
    return tenths / 10 + "." + tenths % 10 + " %";
  }

  private static String allowOnce(int losses, int allowed) {
    String tooFew = allowed > 0 ? " (" + allowed + " were allowed)" : "";
    return tooFew
        + ". Look at what goes; if it is right, allow it once with --allow-withdrawals "
        + losses;
  }
}
