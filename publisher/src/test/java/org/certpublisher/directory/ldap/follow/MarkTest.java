package org.certpublisher.directory.ldap.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Entry;
import java.time.Instant;
import java.util.Map;
import org.certpublisher.directory.follow.OddCookieException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MarkTest {
  private static final String NOON = csn("120000", 1);

  private static String csn(String time, int origin) {
    return "20261126%s.000000Z#000000#%03d#000000".formatted(time, origin);
  }

  private static Position at(String ceiling, Map<String, String> origins) {
    return new Position("s", ceiling, origins);
  }

  @Test
  void aCookieSaysWhatItWasMadeOf() throws Exception {
    for (Map<String, String> origins :
        java.util.List.of(Map.<String, String>of(), Map.of("a", NOON, "b", csn("110000", 2)))) {
      Mark mark = new Mark(Stamp.ENTRY_CSN, "s", NOON, origins);
      assertThat(Mark.of(mark.text(), Stamp.ENTRY_CSN)).isEqualTo(mark);
      assertThat(mark.since(at(NOON, origins))).isEqualTo(NOON);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "entryCSN s",
        "entryCSN s 20261126120000.000000Z#000000#001#000000",
        "entryCSN s * ",
        "entryCSN s 20261126120000Z ",
        "entryCSN s 20261126120000.000000Z#000000#001#000000 a",
        "entryCSN s 20261126120000.000000Z#000000#001#000000 a=*",
        "modifyTimestamp s 20261126120000Z ",
        "uSNChanged s 0000000000000000001 "
      })
  void whatIsNoCookieOfTheServerIsRefused(String text) {
    assertThatThrownBy(() -> Mark.of(text, Stamp.ENTRY_CSN))
        .isInstanceOf(OddCookieException.class)
        .hasMessageContaining("the cookie of the last run");
  }

  @Test
  void aCookieOfAnotherServerOrOfATimeToComeIsRefused() {
    Mark mark = new Mark(Stamp.ENTRY_CSN, "s", NOON, Map.of());
    assertThatThrownBy(() -> mark.since(new Position("t", NOON, Map.of())))
        .isInstanceOf(OddCookieException.class)
        .hasMessageContaining("another server");
    assertThatThrownBy(() -> mark.since(at(csn("115959", 1), Map.of())))
        .isInstanceOf(OddCookieException.class)
        .hasMessageContaining("yet to come");
  }

  @Test
  void whatCameLateFromAnotherServerIsAskedForFromTheLastThatHadCome() throws Exception {
    Map<String, String> then = Map.of("a", NOON, "b", csn("080000", 2), "c", csn("010000", 3));
    Mark mark = new Mark(Stamp.ENTRY_CSN, "s", NOON, then);
    String now = csn("130000", 0);
    assertThat(mark.since(at(now, then))).isEqualTo(NOON);
    assertThat(
            mark.since(
                at(
                    now,
                    Map.of("a", csn("121000", 1), "b", csn("090000", 2), "c", csn("010000", 3)))))
        .isEqualTo(csn("080000", 2));
    assertThatThrownBy(() -> mark.since(at(now, Map.of("a", NOON))))
        .isInstanceOf(OddCookieException.class)
        .hasMessageContaining("replicates with others");
  }

  @Test
  void stampsAreOrderedAsTexts() {
    assertThat(Stamp.USN_CHANGED.of("9").orElseThrow())
        .isLessThan(Stamp.USN_CHANGED.of("10").orElseThrow());
    assertThat(Stamp.USN_CHANGED.since("0000000000000000010").toString())
        .isEqualTo("(uSNChanged>=10)");
    Instant noon = Instant.parse("2026-11-26T12:00:00Z");
    assertThat(Stamp.ENTRY_CSN.at(noon)).isLessThan(NOON);
    assertThat(Stamp.MODIFY_TIMESTAMP.at(noon))
        .isEqualTo(Stamp.MODIFY_TIMESTAMP.of("20261126120000.999Z").orElseThrow());
    assertThat(Stamp.MODIFY_TIMESTAMP.of(new Entry("cn=a"))).isEmpty();
    assertThat(Stamp.MODIFY_TIMESTAMP.of("20261126120000+0100")).isEmpty();
  }
}
