package org.certpublisher.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.CronExpression;

final class CronTextTest {
  private static final int SAMPLES = 200_000;
  private static final List<String> PIECES =
      List.of(
          "*", "?", "L", "W", "#", "-", "/", ",", "0", "1", "2", "5", "7", "12", "23", "24", "31",
          "32", "59", "60", "100", "1970", "2030", "2099", "2100", "MON", "SUN", "JAN", "DEC",
          "JUL");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 0/5 * * * ?",
        "*/10 * * * * ?",
        "0 0 3 ? * MON-FRI",
        "0 0 12 1,15 * ? 2030-2040",
        "0 30 4 L * ?",
        "0 30 4 LW jan,jul ?",
        "0 30 4 15W * ?",
        "0 0 8-18/2 ? * 2#1",
        "0 0 0 ? * 6L"
      })
  void whatAdministratorsWriteIsTaken(String text) {
    assertThat(CronText.checked(" " + text + " ")).isEqualTo(text);
    assertThat(CronExpression.isValidExpression(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "often",
        "* * * * *",
        "0 0 0 * * *",
        "0 0 0 ? * ?",
        "60 * * * * ?",
        "0 0 24 * * ?",
        "0 0 0 32 * ?",
        "0 0 0 1 13 ?",
        "0 0 0 ? * 8",
        "0 0 0 ? * MOO",
        "0 0/0 * * * ?",
        "? * * * * ?",
        "0 0 0 * * ? 2030 1"
      })
  void whatNeverWasMeantIsRefused(String text) {
    assertThatThrownBy(() -> CronText.checked(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsTakenQuartzTakesToo() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    int taken = 0;
    for (int sample = 0; sample < SAMPLES; sample++) {
      String text = random(random);
      if (isTaken(text)) {
        taken++;
        assertThat(CronExpression.isValidExpression(text)).as("seed %d: %s", seed, text).isTrue();
      }
    }
    assertThat(taken).as("seed %d", seed).isGreaterThan(1000);
  }

  /** An expression of which one field is of pieces thrown together. */
  private static String random(Random random) {
    String[] fields = {"0", "0", "*", "*", "*", "*", "*"};
    fields[random.nextBoolean() ? 3 : 5] = "?";
    StringBuilder odd = new StringBuilder();
    for (int pieces = 1 + random.nextInt(4); pieces > 0; pieces--) {
      odd.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    fields[random.nextInt(fields.length)] = odd.toString();
    return String.join(" ", fields);
  }

  private static boolean isTaken(String text) {
    try {
      return !CronText.checked(text).isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
