package org.certpublisher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certpublisher.config.ConfigFolder;
import org.certpublisher.config.Configuration;
import org.certpublisher.config.PublicationSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

final class RoundsTest {
  @TempDir Path temp;
  private final FakeWork work = new FakeWork();
  private final SetClock clock = new SetClock();
  private final Rounds rounds = new Rounds(work, clock);
  private Optional<Configuration> configuration = Optional.empty();

  @BeforeEach
  void read() throws Exception {
    configuration = Optional.of(new ConfigFolder(temp).read(ConfigFolder.GOOD));
  }

  private Optional<Duration> run() {
    PublicationSettings publication = configuration.orElseThrow().publications().get(0);
    return rounds.run(configuration.orElseThrow(), publication);
  }

  private Rounds.Round last() {
    return Optional.ofNullable(rounds.last().get("smime")).orElseThrow();
  }

  @Test
  void whatFailsIsTriedAgainEverLaterUntilItSucceeds() {
    work.ends(name -> FakeWork.FAILED);
    List<Long> waits = new ArrayList<>();
    for (int failure = 0; failure < 9; failure++) {
      waits.add(run().orElseThrow().toSeconds());
    }
    assertThat(waits).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L);
    work.ends(name -> FakeWork.DONE);
    assertThat(run()).isEmpty();
    work.ends(name -> FakeWork.FAILED);
    assertThat(run()).contains(Duration.ofSeconds(5));
  }

  @Test
  void theWaitNeverOverflows() {
    assertThat(Backoff.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void anErrorOfTheProgramStaysInItsRun() {
    work.ends(
        name -> {
          throw new IllegalStateException("what now");
        });
    assertThat(run()).contains(Duration.ofSeconds(5));
    assertThat(last().ending().text()).contains("what now");
  }

  @Test
  void whatIsHeldIsNotTriedAgainBeforeItsTime() {
    work.ends(name -> new Work.Ending(Work.Kind.PENDING, 7, 3, "12 withdrawals are held"));
    assertThat(run()).isEmpty();
    assertThat(last().failures()).isZero();
  }

  @Test
  void theTimesOfARoundAreThoseOfTheClock() {
    work.ends(
        name -> {
          clock.pass(Duration.ofSeconds(3));
          return FakeWork.DONE;
        });
    run();
    Rounds.Round round = last();
    assertThat(round.began()).isEqualTo(SetClock.START);
    assertThat(round.ended()).isEqualTo(SetClock.START.plusSeconds(3));
  }

  @Test
  void whatARunLogsNamesItsPublicationAndNothingLaterDoes() {
    work.ends(
        name -> {
          assertThat(MDC.get("publication")).isEqualTo("smime");
          return FakeWork.DONE;
        });
    run();
    assertThat(MDC.get("publication")).isNull();
  }
}
