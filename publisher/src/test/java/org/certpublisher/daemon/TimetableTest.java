package org.certpublisher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.certpublisher.config.ConfigFolder;
import org.certpublisher.config.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class TimetableTest {
  @TempDir Path temp;
  private final FakeWork work = new FakeWork();
  private final Rounds rounds = new Rounds(work, Clock.systemUTC());
  private final Timetable timetable =
      new Timetable(rounds, new Timetable.Around(Clock.systemUTC(), ZoneOffset.UTC, new Random(1)));

  @AfterEach
  void end() {
    timetable.end(Duration.ofSeconds(10));
  }

  private Configuration configuration(String schedule) throws Exception {
    return new ConfigFolder(temp)
        .read(
            ConfigFolder.GOOD
                + "    attributes: [ userSMIMECertificate ]\n"
                + "    schedule: "
                + schedule
                + "\n"
                + "  - name: other\n"
                + "    authorities: [ corp-ca ]\n"
                + "    directory: corp\n"
                + "    mode: report\n"
                + "    attributes: [ userCertificate ]\n"
                + "    schedule: { every: P1D }\n");
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(50, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void eachRunsAtOnceAndThenOnSchedule() throws Exception {
    CountDownLatch three = new CountDownLatch(3);
    CountDownLatch other = new CountDownLatch(1);
    work.ends(
        name -> {
          (name.equals("smime") ? three : other).countDown();
          return FakeWork.DONE;
        });
    timetable.follow(configuration("{ every: PT1S }"));
    await(three);
    await(other);
    assertThat(work.count("other")).isOne();
  }

  @Test
  void aScheduleWithJitterRunsAllTheSame() throws Exception {
    CountDownLatch three = new CountDownLatch(3);
    work.ends(
        name -> {
          if (name.equals("smime")) {
            three.countDown();
          }
          return FakeWork.DONE;
        });
    timetable.follow(configuration("{ every: PT1S, jitter: PT0.2S }"));
    await(three);
  }

  @Test
  void whateverIsAskedForDuringARunMakesOneRunAfterIt() throws Exception {
    CountDownLatch first = new CountDownLatch(2);
    work.ends(
        name -> {
          first.countDown();
          return FakeWork.DONE;
        });
    timetable.follow(configuration("{ every: P1D }"));
    await(first);
    CountDownLatch last = new CountDownLatch(1);
    work.ends(
        name -> {
          if (name.equals("other")) {
            last.countDown();
          } else if (work.count("smime") == 2) {
            for (int ask = 0; ask < 5; ask++) {
              timetable.single("smime", Instant.now());
            }
            timetable.single("other", Instant.now().plusMillis(200));
          }
          return FakeWork.DONE;
        });
    timetable.single("smime", Instant.now());
    await(last);
    assertThat(work.count("smime")).isEqualTo(3);
    assertThat(work.most).isOne();
  }

  @Test
  void aRunThatFailedIsTriedAgainBeforeItsNextTime() throws Exception {
    CountDownLatch again = new CountDownLatch(2);
    work.ends(
        name -> {
          if (name.equals("other")) {
            return FakeWork.DONE;
          }
          again.countDown();
          return again.getCount() > 0 ? FakeWork.FAILED : FakeWork.DONE;
        });
    timetable.follow(configuration("{ every: P1D }"));
    await(again);
  }

  @Test
  void aNewConfigurationTakesThePlaceOfTheOldOneWhileARunIsUnderWay() throws Exception {
    CountDownLatch under = new CountDownLatch(1);
    CountDownLatch reloaded = new CountDownLatch(1);
    CountDownLatch renamed = new CountDownLatch(1);
    work.ends(
        name -> {
          if (name.equals("smime")) {
            under.countDown();
            awaitUnchecked(reloaded);
          } else if (name.equals("renamed")) {
            renamed.countDown();
          }
          return FakeWork.DONE;
        });
    timetable.follow(configuration("{ every: P1D }"));
    await(under);
    timetable.follow(
        new ConfigFolder(temp).read(ConfigFolder.GOOD.replace("name: smime", "name: renamed")));
    reloaded.countDown();
    await(renamed);
    assertThat(work.count("smime")).isOne();
    assertThat(work.count("other")).isLessThanOrEqualTo(1);
    assertThat(work.most).isOne();
  }

  @Test
  void theEndWaitsForTheRunUnderWayAndNoLongerThanItsPatience() throws Exception {
    CountDownLatch under = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    work.ends(
        name -> {
          under.countDown();
          awaitUnchecked(free);
          return FakeWork.DONE;
        });
    timetable.follow(configuration("{ every: PT1S }"));
    await(under);
    assertThat(timetable.end(Duration.ofMillis(10))).isFalse();
    free.countDown();
    assertThat(timetable.end(Duration.ofSeconds(30))).isTrue();
    assertThat(work.runs).hasSize(1);
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      await(latch);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
