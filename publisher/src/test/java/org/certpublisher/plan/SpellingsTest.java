package org.certpublisher.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.plan.World.CA;
import static org.certpublisher.plan.World.plain;
import static org.certpublisher.plan.World.smime;
import static org.certpublisher.plan.World.with;
import static org.certpublisher.plan.World.withoutBinary;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.AttributeChange.Withdrawal;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.testing.TestCa;
import org.junit.jupiter.api.Test;

/** A server that keeps userCertificate and userCertificate;binary apart: 389-DS. */
final class SpellingsTest {
  private static final String ALICE = "alice@example.com";
  private static final Certificate OURS = CA.issue(ALICE);

  private static World alice(StoredValue... values) {
    return new World().entry("uid=alice", ALICE, values).keepingSpellingsApart();
  }

  private static List<StoredValue> gone(EntryPlan plan) {
    return plan.change().orElseThrow().attributes().stream()
        .flatMap(one -> one.withdraw().stream())
        .map(Withdrawal::value)
        .toList();
  }

  private static EntryPlan again(World world, EntryPlan first) {
    DirectoryEntry applied = World.applied(world.entries().get(0), first.change());
    return world.planner().plan(applied);
  }

  @Test
  void aValueStoredWithoutBinaryIsMissingAndRewrittenOnce() {
    World world = alice(withoutBinary(OURS), smime(OURS)).issued(OURS);
    EntryPlan plan = world.plan();
    assertThat(plan.judgements()).extracting(Judgement::state).containsExactly(State.MISSING);
    assertThat(plan.judgements().get(0).why())
        .contains("stored as userCertificate, where Thunderbird does not look")
        .endsWith("rewritten in userCertificate");
    assertThat(gone(plan)).containsExactly(withoutBinary(OURS));
    AttributeChange change = plan.change().orElseThrow().attributes().get(0);
    assertThat(change.publish()).hasSize(1);
    assertThat(plan.change().orElseThrow().losses()).isZero();
    assertThat(plan.after()).extracting("description").contains("userCertificate;binary");
    assertThat(plan.published()).isEqualTo(plan.remaining()).isEqualTo(1);
    assertThat(again(world, plan).change()).isEmpty();
    assertThat(again(world, plan).judgements())
        .extracting(Judgement::state)
        .containsExactly(State.PUBLISHED);
  }

  @Test
  void aCopyOfItWithoutBinaryGoes() {
    World world = alice(withoutBinary(OURS), plain(OURS), smime(OURS)).issued(OURS);
    EntryPlan plan = world.plan();
    assertThat(plan.judgements()).extracting(Judgement::state).containsExactly(State.PUBLISHED);
    assertThat(gone(plan)).containsExactly(withoutBinary(OURS));
    assertThat(plan.change().orElseThrow().losses()).isZero();
    assertThat(again(world, plan).change()).isEmpty();
  }

  @Test
  void theRevokedGoesFromBothSpellings() {
    Revocation revoked =
        Revocation.revoked(
            RevocationReason.KEY_COMPROMISE, Instant.parse("2026-11-20T10:00:00Z"), "index.txt");
    World world = alice(withoutBinary(OURS), plain(OURS), smime(OURS)).issued(OURS, revoked);
    assertThat(gone(world.plan()))
        .containsExactlyInAnyOrder(withoutBinary(OURS), plain(OURS), smime(OURS));
    assertThat(world.plan().change().orElseThrow().losses()).isEqualTo(1);
  }

  @Test
  void theSupersededIsReplacedUnderTheRightSpelling() {
    Certificate old =
        CA.leaf(ALICE)
            .valid(World.NOW.minus(Duration.ofDays(300)), World.NOW.plus(Duration.ofDays(65)))
            .issue();
    World world = alice(withoutBinary(old), smime(old)).issued(old, OURS);
    EntryPlan plan = world.plan();
    assertThat(gone(plan)).containsExactlyInAnyOrder(withoutBinary(old), smime(old));
    assertThat(again(world, plan).change()).isEmpty();
  }

  @Test
  void aForeignValueWithoutBinaryIsNeverTouched() {
    Certificate foreign = TestCa.create("elsewhere").issue(ALICE);
    World world = alice(withoutBinary(foreign), plain(OURS), smime(OURS)).issued(OURS);
    assertThat(world.plan().change()).isEmpty();
    assertThat(alice(withoutBinary(OURS)).plan().change()).as("not in the inventory").isEmpty();
  }

  @Test
  void addOnlyAddsTheOtherSpellingAndLeavesWhatIsThere() {
    World world =
        alice(withoutBinary(OURS), smime(OURS)).issued(OURS).policy(with(Policy.Mode.ADD_ONLY));
    EntryPlan plan = world.plan();
    assertThat(gone(plan)).isEmpty();
    EntryPlan second = again(world, plan);
    assertThat(second.change()).isEmpty();
    assertThat(second.judgements().get(0).action()).isEqualTo(Action.LEAVE);
  }

  @Test
  void elsewhereTheSpellingThatAServerAnswersWithIsNoFault() {
    World world =
        new World().entry("uid=alice", ALICE, withoutBinary(OURS), smime(OURS)).issued(OURS);
    assertThat(world.plan().change()).isEmpty();
  }
}
