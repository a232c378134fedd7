package org.certpublisher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import org.certpublisher.config.PublicationSettings.Cron;
import org.certpublisher.config.PublicationSettings.Every;
import org.certpublisher.config.PublicationSettings.Schedule;
import org.junit.jupiter.api.Test;
import org.quartz.Trigger;
import org.quartz.spi.OperableTrigger;

final class TriggersTest {
  private static final Instant NOW = SetClock.START;
  private static final Schedule MINUTE = new Every(Duration.ofMinutes(1), Duration.ZERO);
  private static final Schedule NIGHT = new Cron("0 0 3 * * ?", Duration.ZERO);

  private static OperableTrigger trigger(Schedule schedule, Instant now, ZoneId zone) {
    OperableTrigger trigger = (OperableTrigger) Triggers.scheduled("smime", schedule, now, zone);
    trigger.computeFirstFireTime(null);
    return trigger;
  }

  private static Instant next(Trigger trigger) {
    return trigger.getNextFireTime().toInstant();
  }

  @Test
  void anIntervalIsCountedFromTheStart() {
    OperableTrigger trigger = trigger(MINUTE, NOW, ZoneOffset.UTC);
    assertThat(next(trigger)).isEqualTo(NOW.plusSeconds(60));
    trigger.triggered(null);
    assertThat(next(trigger)).isEqualTo(NOW.plusSeconds(120));
  }

  @Test
  void cronIsInLocalTimeAndPassesOverNoDayWhenTheClocksChange() {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    assertThat(next(trigger(NIGHT, NOW, zone))).isEqualTo("2026-11-27T02:00:00Z");
    assertThat(next(trigger(NIGHT, Instant.parse("2026-07-01T00:00:00Z"), zone)))
        .isEqualTo("2026-07-01T01:00:00Z");
    Instant spring = Instant.parse("2027-03-27T12:00:00Z");
    assertThat(next(trigger(NIGHT, spring, zone))).isEqualTo("2027-03-28T01:00:00Z");
  }

  @Test
  void whatWasMissedIsMadeUpForByOneRun() {
    for (Schedule schedule : new Schedule[] {MINUTE, NIGHT}) {
      Instant long0 = Instant.now().minus(Duration.ofDays(3));
      OperableTrigger trigger = trigger(schedule, long0, ZoneOffset.UTC);
      Instant before = Instant.now().minusSeconds(1);
      trigger.updateAfterMisfire(null);
      assertThat(next(trigger)).isBetween(before, Instant.now());
      trigger.triggered(null);
      assertThat(next(trigger)).isAfter(Instant.now());
    }
  }

  @Test
  void aSingleRunIsNotLostWhenItComesLate() {
    OperableTrigger trigger = (OperableTrigger) Triggers.single("smime", Instant.EPOCH);
    trigger.computeFirstFireTime(null);
    trigger.updateAfterMisfire(null);
    assertThat(next(trigger)).isAfter(NOW.minus(Duration.ofDays(3650)));
    trigger.triggered(null);
    assertThat(trigger.getNextFireTime()).isNull();
  }

  @Test
  void aDayThatNeverComesHasNoTime() {
    Schedule never = new Cron("0 0 0 31 2 ?", Duration.ZERO);
    assertThat(trigger(never, NOW, ZoneOffset.UTC).getFireTimeAfter(Date.from(NOW))).isNull();
  }
}
