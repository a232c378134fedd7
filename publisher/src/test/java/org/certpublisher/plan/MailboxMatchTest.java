package org.certpublisher.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.plan.Alice.ALICE;
import static org.certpublisher.plan.Alice.EXPIRED;
import static org.certpublisher.plan.Alice.NEW;
import static org.certpublisher.plan.Alice.alice;
import static org.certpublisher.plan.Alice.assertUntouched;
import static org.certpublisher.plan.Alice.only;
import static org.certpublisher.plan.Alice.revoked;
import static org.certpublisher.plan.World.CA;
import static org.certpublisher.plan.World.NOW;
import static org.certpublisher.plan.World.both;

import org.certpublisher.cert.Certificate;
import org.certpublisher.source.Severity;
import org.junit.jupiter.api.Test;

/** Which entries a certificate's mailboxes find. */
final class MailboxMatchTest {
  private final MatchTable table = new MatchTable();

  @Test
  void aMailboxOfTwoEntriesIsAmbiguousAndNothingIsWritten() {
    World world = alice(both(NEW)).entry("uid=alice2", ALICE).issued(NEW);
    assertUntouched(world.plan(), State.AMBIGUOUS);
    assertThat(world.planner().plan(world.entries().get(1)).judgements()).isEmpty();
    assertThat(world.unplaced()).extracting(Judgement::state).containsExactly(State.AMBIGUOUS);
    assertThat(world.unplaced().get(0).why())
        .isEqualTo("alice@example.com finds 2 entries; not published");
  }

  @Test
  void theOneMailboxThatFindsNothingIsAFindingAndTheOtherIsServed() {
    Certificate two = CA.issue(ALICE, "a.lice@example.com");
    World world = alice().issued(two);
    assertThat(only(world.plan()).action()).isEqualTo(Action.PUBLISH);
    assertThat(world.unplaced()).hasSize(1);
    assertThat(world.unplaced().get(0).why()).isEqualTo("a.lice@example.com finds no entry");
  }

  @Test
  void theRevokedAndExpiredWithoutAnEntryAreNobodysBusiness() {
    assertThat(new World().issued(EXPIRED).issued(NEW, revoked()).unplaced()).isEmpty();
  }

  @Test
  void otherCaseIsTheSamePersonAndANote() {
    EntryPlan plan =
        new World().entry("uid=alice", "Alice@Example.com", both(NEW)).issued(NEW).plan();
    assertThat(plan.change()).isEmpty();
    assertThat(only(plan).severity()).isEqualTo(Severity.WARNING);
    assertThat(only(plan).why())
        .isEqualTo(
            "valid to 2027-10-25; note: it says alice@example.com, the entry Alice@Example.com:"
                + " Apple's mail programs compare the case");
    assertThat(only(plan).isWorthTelling(NOW)).isTrue();
  }

  @Test
  void anEntryThatHasAMailboxTwiceCountsOnce() {
    table.add("alice@example.com", "uid=alice");
    table.add("alice@example.com", "uid=alice");
    assertThat(table.count("alice@example.com")).isEqualTo(1);
    assertThat(table.belongsTo("alice@example.com", "uid=alice")).isTrue();
  }

  @Test
  void aMailboxOfTwoEntriesBelongsToNeither() {
    table.add("team@example.com", "uid=a");
    table.add("team@example.com", "uid=b");
    assertThat(table.count("team@example.com")).isEqualTo(2);
    assertThat(table.belongsTo("team@example.com", "uid=a")).isFalse();
    assertThat(table.belongsTo("team@example.com", "uid=b")).isFalse();
  }

  @Test
  void anEntryThatTheFirstPassDidNotSeeOwnsNothing() {
    table.add("alice@example.com", "uid=alice");
    assertThat(table.count("new@example.com")).isZero();
    assertThat(table.belongsTo("new@example.com", "uid=new")).isFalse();
    assertThat(table.belongsTo("alice@example.com", "uid=other")).isFalse();
  }

  @Test
  void aMillionMailboxesAreKeptApart() {
    for (int i = 0; i < 1_000_000; i++) {
      table.add("user" + i + "@example.com", "uid=" + i);
    }
    for (int i = 0; i < 1_000_000; i += 997) {
      assertThat(table.belongsTo("user" + i + "@example.com", "uid=" + i)).isTrue();
      assertThat(table.count("user" + i + "@example.com")).isEqualTo(1);
      assertThat(table.count("user" + i + "@example.org")).isZero();
    }
  }
}
