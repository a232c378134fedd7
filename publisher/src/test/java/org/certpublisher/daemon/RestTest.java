package org.certpublisher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RestTest {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final SetClock clock = new SetClock();
  private final Rest rest = new Rest(1);

  private boolean look(long fingerprint) {
    clock.pass(PAUSE);
    return rest.look(fingerprint, clock.instant());
  }

  @Test
  void whatNeverChangesIsNeverDue() {
    assertThat(look(1)).isFalse();
    assertThat(look(1)).isFalse();
  }

  @Test
  void aChangeIsDueOnceWhenTheNextLookFindsItAtRest() {
    assertThat(look(2)).isFalse();
    assertThat(look(2)).isTrue();
    assertThat(look(2)).isFalse();
  }

  @Test
  void whatKeepsChangingIsDueEveryFiveSeconds() {
    int due = 0;
    for (int fingerprint = 2; fingerprint < 24; fingerprint++) {
      due += look(fingerprint) ? 1 : 0;
    }
    assertThat(due).isEqualTo(2);
  }

  @Test
  void aChangeThatWasTakenBackIsAChangeToo() {
    assertThat(look(2)).isFalse();
    assertThat(look(1)).isFalse();
    assertThat(look(1)).isTrue();
  }
}
