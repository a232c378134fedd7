package org.certpublisher.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MatchTableTest {
  private final MatchTable table = new MatchTable();

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
