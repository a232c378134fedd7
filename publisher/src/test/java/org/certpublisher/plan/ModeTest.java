package org.certpublisher.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.plan.Alice.EXPIRED;
import static org.certpublisher.plan.Alice.NEW;
import static org.certpublisher.plan.Alice.OLD;
import static org.certpublisher.plan.Alice.alice;
import static org.certpublisher.plan.Alice.change;
import static org.certpublisher.plan.Alice.judgement;
import static org.certpublisher.plan.World.both;
import static org.certpublisher.plan.World.plain;
import static org.certpublisher.plan.World.smime;
import static org.certpublisher.plan.World.with;

import java.util.List;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.source.Inventory;
import org.certpublisher.source.Severity;
import org.junit.jupiter.api.Test;

/** What the mode, the attributes and an incomplete inventory allow. */
final class ModeTest {
  @Test
  void addOnlyNeverWithdrawsAndReportsTheOverlap() {
    EntryPlan plan = alice(both(OLD)).issued(OLD, NEW).policy(with(Policy.Mode.ADD_ONLY)).plan();
    assertThat(plan.change().orElseThrow().attributes())
        .allMatch(change -> change.withdraw().isEmpty() && change.publish().size() == 1);
    assertThat(judgement(plan, State.SUPERSEDED).action()).isEqualTo(Action.LEAVE);
    assertThat(judgement(plan, State.SUPERSEDED).severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void reportPlansWhatFullWould() {
    World world = alice(both(OLD)).issued(OLD, NEW);
    EntryPlan full = world.plan();
    assertThat(world.policy(with(Policy.Mode.REPORT)).plan()).isEqualTo(full);
  }

  @Test
  void fromAnIncompleteInventoryNothingIsConcluded() {
    for (Inventory.Completeness completeness :
        List.of(Inventory.Completeness.FAILED, Inventory.Completeness.SHRUNKEN)) {
      EntryPlan plan = alice(both(OLD, EXPIRED)).issued(OLD, NEW).completeness(completeness).plan();
      assertThat(plan.change()).isEmpty();
      assertThat(plan.judgements()).hasSize(3);
      assertThat(plan.judgements()).allMatch(one -> one.action() == Action.NONE);
    }
  }

  @Test
  void withOneAttributeTheOtherIsReadAndReportedAndNotWritten() {
    EntryPlan plan =
        alice(plain(NEW), smime(EXPIRED))
            .issued(NEW, EXPIRED)
            .policy(with(CertificateAttribute.USER_CERTIFICATE))
            .plan();
    assertThat(plan.change()).isEmpty();
    assertThat(judgement(plan, State.SHADOWED).action()).isEqualTo(Action.NONE);
    assertThat(judgement(plan, State.PUBLISHED).action()).isEqualTo(Action.NONE);
  }
}
