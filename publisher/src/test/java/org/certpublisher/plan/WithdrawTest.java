package org.certpublisher.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.plan.Alice.ALICE;
import static org.certpublisher.plan.Alice.EXPIRED;
import static org.certpublisher.plan.Alice.NEW;
import static org.certpublisher.plan.Alice.OLD;
import static org.certpublisher.plan.Alice.alice;
import static org.certpublisher.plan.Alice.assertUntouched;
import static org.certpublisher.plan.Alice.assertWithdrawnFromBoth;
import static org.certpublisher.plan.Alice.change;
import static org.certpublisher.plan.Alice.judgement;
import static org.certpublisher.plan.Alice.only;
import static org.certpublisher.plan.Alice.revoked;
import static org.certpublisher.plan.World.CA;
import static org.certpublisher.plan.World.NOW;
import static org.certpublisher.plan.World.both;
import static org.certpublisher.plan.World.plain;
import static org.certpublisher.plan.World.smime;
import static org.certpublisher.plan.World.with;

import java.time.Duration;
import java.time.Instant;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.source.Severity;
import org.junit.jupiter.api.Test;

/** What goes, and what stays because too little is known of it. */
final class WithdrawTest {
  @Test
  void theRevokedIsWithdrawnFromBothAttributes() {
    EntryPlan plan = alice(both(NEW)).issued(NEW, revoked()).plan();
    assertWithdrawnFromBoth(plan, State.REVOKED);
    assertThat(only(plan).why())
        .isEqualTo(
            "revoked on 2026-11-20 (keyCompromise) by index.txt line 12; withdrawn from both"
                + " attributes");
    assertThat(plan.change().orElseThrow().losses()).isEqualTo(1);
    assertThat(plan.remaining()).isZero();
  }

  @Test
  void theRevokedThatIsNotThereIsNotPublished() {
    EntryPlan plan = alice().issued(NEW, revoked()).plan();
    assertUntouched(plan, State.REVOKED);
    assertThat(only(plan).why()).endsWith("by index.txt line 12; not published");
  }

  @Test
  void whatIsOnHoldIsWithdrawnAndPublishedAgainWhenReleased() {
    Revocation hold =
        Revocation.revoked(
            RevocationReason.CERTIFICATE_HOLD, Instant.parse("2026-11-22T00:00:00Z"), "CRL 7");
    World held = alice(both(NEW)).issued(NEW, hold);
    assertWithdrawnFromBoth(held.plan(), State.ON_HOLD);
    assertThat(only(held.plan()).why()).startsWith("on hold since 2026-11-22 by CRL 7");
    World released = alice().issued(NEW);
    assertThat(only(released.plan()).state()).isEqualTo(State.MISSING);
  }

  @Test
  void theExpiredIsWithdrawnAndNeedsNoInventoryForIt() {
    assertWithdrawnFromBoth(alice(both(EXPIRED)).issued(EXPIRED).plan(), State.EXPIRED);
    assertWithdrawnFromBoth(alice(both(EXPIRED)).plan(), State.EXPIRED);
  }

  @Test
  void theExpiredStaysUntilTheGraceEndsOrWhenPolicyKeepsIt() {
    World grace =
        alice(both(EXPIRED))
            .issued(EXPIRED)
            .policy(with(new Policy.Removal(true, Duration.ofDays(10), false)));
    assertUntouched(grace.plan(), State.EXPIRED);
    assertThat(only(grace.plan()).why())
        .isEqualTo("expired on 2026-11-20; left until the grace ends on 2026-11-30");
    World keeps = grace.policy(with(new Policy.Removal(false, Duration.ZERO, false)));
    assertUntouched(keeps.plan(), State.EXPIRED);
  }

  @Test
  void unknownRevocationNeitherPublishesNorWithdraws() {
    Revocation stale = Revocation.unknown("the CRL ended on 2026-11-01");
    assertUntouched(alice().issued(NEW, stale).plan(), State.REVOCATION_UNKNOWN);
    EntryPlan held = alice(both(NEW)).issued(NEW, stale).plan();
    assertUntouched(held, State.REVOCATION_UNKNOWN);
    assertThat(only(held).severity()).isEqualTo(Severity.ERROR);
  }

  @Test
  void theUnknownIsFoundEvenWhenNobodyElseHasItsMailbox() {
    assertUntouched(alice(both(NEW)).plan(), State.UNKNOWN);
  }

  @Test
  void theUnknownIsWithdrawnOnlyWhenPolicySaysSo() {
    World world =
        alice(both(NEW)).issued(OLD).policy(with(new Policy.Removal(true, Duration.ZERO, true)));
    assertWithdrawnFromBoth(world.plan(), State.UNKNOWN);
    assertThat(judgement(world.plan(), State.MISSING).action()).isEqualTo(Action.PUBLISH);
  }

  @Test
  void aStaleValueOfOursThatShadowsIsWithdrawn() {
    EntryPlan plan = alice(plain(NEW), smime(EXPIRED)).issued(NEW, EXPIRED).plan();
    assertThat(judgement(plan, State.SHADOWED).action()).isEqualTo(Action.WITHDRAW);
    assertThat(judgement(plan, State.EXPIRED).action()).isEqualTo(Action.WITHDRAW);
    AttributeChange change = change(plan, CertificateAttribute.USER_SMIME_CERTIFICATE);
    assertThat(change.withdraw()).hasSize(1);
    assertThat(change.publish()).hasSize(1);
  }

  @Test
  void theUnsuitableThatIsThereIsLeftWhileItIsValidAndGoesWhenItExpired() {
    Certificate login = CA.leaf(ALICE).purposes("1.3.6.1.5.5.7.3.2").issue();
    assertUntouched(alice(plain(login)).issued(login).plan(), State.UNSUITABLE);
    Certificate over =
        CA.leaf(ALICE)
            .purposes("1.3.6.1.5.5.7.3.2")
            .valid(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(1)))
            .issue();
    assertThat(only(alice(plain(over)).issued(over).plan()).action()).isEqualTo(Action.WITHDRAW);
  }
}
