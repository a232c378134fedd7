package org.certpublisher.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LogLineTest {
  private static String line(boolean journal, Level level, String message) {
    LoggingEvent event = new LoggingEvent();
    event.setLevel(level);
    event.setMessage(message);
    event.setInstant(Instant.parse("2026-03-01T10:00:00.5Z"));
    event.setMDCPropertyMap(Map.of("publication", "smime", "run", "7"));
    return new LogLine(journal, false).doLayout(event);
  }

  @Test
  void elsewhereALineBeginsWithTimeAndLevel() {
    assertThat(line(false, Level.WARN, "held"))
        .isEqualTo("2026-03-01T10:00:00Z WARN [smime run 7] held\n");
  }

  @Test
  void theJournalKnowsTheTimeAndIsToldThePriority() {
    assertThat(line(true, Level.ERROR, "lost")).isEqualTo("<3>[smime run 7] lost\n");
    assertThat(line(true, Level.WARN, "held")).startsWith("<4>");
    assertThat(line(true, Level.INFO, "done")).startsWith("<6>");
    assertThat(line(true, Level.DEBUG, "seen")).startsWith("<7>");
  }

  @Test
  void nothingFromOutsideMakesASecondLine() {
    assertThat(line(true, Level.INFO, "one\n<0>two\u001b[31m").strip())
        .doesNotContain("\n", "\u001b");
  }
}
