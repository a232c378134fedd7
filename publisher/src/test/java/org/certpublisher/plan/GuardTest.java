package org.certpublisher.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GuardTest {
  private static final Policy.GuardLimits LIMITS = new Policy.GuardLimits(5, 10);

  @Test
  void lossesAreHeldOnlyAboveBothLimits() {
    assertThat(Guard.judge(LIMITS, 10, 20, 10, 0).held()).isFalse();
    assertThat(Guard.judge(LIMITS, 11, 220, 209, 0).held()).isFalse();
    assertThat(Guard.judge(LIMITS, 11, 219, 208, 0).held()).isTrue();
  }

  @Test
  void theLastCertificateOfADirectoryIsHeld() {
    GuardVerdict verdict = Guard.judge(LIMITS, 1, 1, 0, 0);
    assertThat(verdict.held()).isTrue();
    assertThat(verdict.why())
        .isEqualTo(
            "1 withdrawal is held: after this plan none of our 1 published certificates is left."
                + " Look at what goes; if it is right, allow it once with --allow-withdrawals 1");
  }

  @Test
  void anAllowanceLiftsOnlyAsManyAsItNames() {
    assertThat(Guard.judge(LIMITS, 60, 1000, 940, 59).held()).isTrue();
    assertThat(Guard.judge(LIMITS, 60, 1000, 940, 60).held()).isFalse();
  }

  @Test
  void theReasonSaysWhatIsHeldWhyAndHowToAllowItOnce() {
    assertThat(Guard.judge(LIMITS, 61, 1000, 939, 60).why())
        .isEqualTo(
            "61 withdrawals are held: that is 6.1 % of the 1000 published certificates, more than"
                + " the guard's 5 % and 10 (60 were allowed). Look at what goes; if it is right,"
                + " allow it once with --allow-withdrawals 61");
  }

  @Test
  void aPlanWithoutLossesIsNeverHeld() {
    GuardVerdict verdict = Guard.judge(LIMITS, 0, 0, 0, 0);
    assertThat(verdict.held()).isFalse();
    assertThat(verdict.why()).isEmpty();
  }
}
