package org.certpublisher.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.plan.Alice.ALICE;
import static org.certpublisher.plan.Alice.EXPIRED;
import static org.certpublisher.plan.Alice.GARBAGE;
import static org.certpublisher.plan.Alice.NEW;
import static org.certpublisher.plan.Alice.OLD;
import static org.certpublisher.plan.Alice.alice;
import static org.certpublisher.plan.Alice.assertUntouched;
import static org.certpublisher.plan.Alice.change;
import static org.certpublisher.plan.Alice.judgement;
import static org.certpublisher.plan.Alice.only;
import static org.certpublisher.plan.Alice.revoked;
import static org.certpublisher.plan.World.CA;
import static org.certpublisher.plan.World.both;
import static org.certpublisher.plan.World.plain;
import static org.certpublisher.plan.World.smime;
import static org.certpublisher.plan.World.with;

import java.util.List;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.source.Inventory;
import org.certpublisher.source.Severity;
import org.certpublisher.testing.TestCa;
import org.junit.jupiter.api.Test;

/** What is not ours, not read or not selected is never touched, nor what the mode forbids. */
final class LeftAloneTest {
  @Test
  void anUnreadableValueIsNeverTouched() {
    EntryPlan plan = alice(plain(GARBAGE), smime(GARBAGE)).plan();
    assertThat(plan.change()).isEmpty();
    assertThat(plan.judgements()).extracting(Judgement::state).containsOnly(State.UNREADABLE);
    assertThat(plan.judgements()).hasSize(2);
    assertThat(plan.judgements().get(0).why()).contains("7 bytes").endsWith("left alone");
    assertThat(plan.published()).isZero();
  }

  @Test
  void aForeignValueIsNeverTouched() {
    Certificate foreign = TestCa.create("elsewhere").issue(ALICE);
    EntryPlan plan = alice(both(foreign)).plan();
    assertUntouched(plan, State.FOREIGN);
    assertThat(judgement(plan, State.FOREIGN).why())
        .isEqualTo(
            "issued by O=Example,CN=elsewhere, which is no authority of this publication; left"
                + " alone");
  }

  @Test
  void anImpostorIsSaidToBeOneAndNotTouched() {
    EntryPlan plan = alice(both(CA.impostor().issue(ALICE))).plan();
    assertUntouched(plan, State.FOREIGN);
    assertThat(judgement(plan, State.FOREIGN).why()).contains("impostor");
    assertThat(judgement(plan, State.FOREIGN).severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void whatThePublicationDoesNotSelectIsNeverTouchedEvenWhenRevoked() {
    World world =
        alice(both(NEW))
            .issued(NEW, revoked())
            .policy(with(new Policy.Select(List.of("CorpSMIME"), List.of())));
    assertUntouched(world.plan(), State.UNMANAGED);
    assertThat(world.plan().published()).isZero();
  }

  @Test
  void aValueThatAlsoHoldsAForeignCertificateIsNeverTouched() {
    Certificate foreign = TestCa.create("elsewhere").issue(ALICE);
    Der mixed = World.ENCODER.encode(NEW.der(), List.of(foreign.der()));
    EntryPlan plan = alice(plain(NEW), smime(mixed)).issued(NEW, revoked()).plan();
    assertThat(plan.change().orElseThrow().attributes())
        .extracting(AttributeChange::attribute)
        .containsExactly(CertificateAttribute.USER_CERTIFICATE);
  }

  @Test
  void aForeignValueThatShadowsIsAnErrorAndLeft() {
    Certificate foreign = TestCa.create("elsewhere").issue(ALICE);
    EntryPlan plan = alice(plain(NEW), smime(NEW), smime(foreign)).issued(NEW).plan();
    assertUntouched(plan, State.SHADOWED);
    assertThat(judgement(plan, State.SHADOWED).severity()).isEqualTo(Severity.ERROR);
    assertThat(judgement(plan, State.SHADOWED).why()).contains("not ours").contains("Outlook");
  }

  @Test
  void whatIsKeptIsNamed() {
    EntryPlan plan = alice(plain(GARBAGE), plain(OLD), smime(OLD)).issued(OLD, NEW).plan();
    assertThat(change(plan, CertificateAttribute.USER_CERTIFICATE).kept())
        .containsExactly(plain(GARBAGE));
    assertThat(plan.change().orElseThrow().before())
        .isEqualTo(DirectoryEntry.digest(List.of(smime(OLD), plain(OLD), plain(GARBAGE))));
  }

  @Test
  void aCertificateInAnEntryThatHasNoMailboxOfItIsLeft() {
    World world = new World().entry("uid=bob", "bob@example.com", both(NEW)).issued(NEW);
    assertUntouched(world.plan(), State.NO_ENTRY);
    assertThat(only(world.plan()).severity()).isEqualTo(Severity.WARNING);
    assertThat(world.unplaced()).extracting(Judgement::state).containsExactly(State.NO_ENTRY);
  }

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
