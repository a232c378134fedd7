package org.certpublisher.cert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MailboxTest {
  @ParameterizedTest
  @ValueSource(strings = {"a@b", "A.Smith+x@Example.COM", " jörg@example.com ", "\"a@b\"@c"})
  void theseAreAddresses(String text) {
    assertThat(Mailbox.isAddress(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "@",
        "a@",
        "@b",
        "a b@c",
        "a@b\n.c",
        "a@b\u007f",
        "a@b\u202ec",
        "a@b\u0085",
        "a\u00a0@b",
        "a@b\ud800",
        "a@b\u2028c"
      })
  void theseAreNone(String text) {
    assertThat(Mailbox.isAddress(text + "")).isFalse();
  }

  @Test
  void longerThanAnyAddressIsNone() {
    assertThat(Mailbox.isAddress("a".repeat(318) + "@b")).isTrue();
    assertThat(Mailbox.isAddress("a".repeat(319) + "@b")).isFalse();
  }

  @Test
  void caseAndSurroundingBlanksDoNotCountAndTheSpellingIsKept() {
    long seed = 42;
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Locale turkish = Locale.forLanguageTag("tr");
    for (int round = 0; round < 1000; round++) {
      StringBuilder text = new StringBuilder("I");
      for (int i = random.nextInt(10); i >= 0; i--) {
        int c = 'a' + random.nextInt(26);
        text.append((char) (random.nextBoolean() ? c : c - 32));
      }
      Mailbox one = Mailbox.of(text + "@Example.com");
      Mailbox other = Mailbox.of("  " + one.address().toUpperCase(Locale.ROOT) + " ");
      assertThat(one.matches(other)).as("seed %d round %d", seed, round).isTrue();
      assertThat(one.key()).isEqualTo(other.key()).isNotEqualTo(one.key().toUpperCase(turkish));
      assertThat(one.address()).isEqualTo(text + "@Example.com");
      assertThat(Mailbox.of(one.key()).key()).isEqualTo(one.key());
    }
  }
}
