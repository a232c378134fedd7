package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.certpublisher.cert.Der;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One of two replicating slapds fails while changes are sent: the run goes on at the other. */
@Timeout(240)
final class FailoverIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What the program has in flight at once. */
  private static final int WINDOW = 64;

  @TempDir private Path folder;

  private static String both(String one, String other) {
    return one + "\", \"" + other;
  }

  private static void await(String what, java.util.function.BooleanSupplier happened) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!happened.getAsBoolean()) {
      assertThat(Instant.now()).as(what).isBefore(deadline);
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static boolean areAllRight(GeneratedCa ca, SlapdPair pair, int people) {
    return isAllRight(ca, pair.first(), people) && isAllRight(ca, pair.second(), people);
  }

  /** Each person has exactly the one certificate, in both attributes. */
  private static boolean isAllRight(GeneratedCa ca, Slapd slapd, int people) {
    Map<String, People.Held> held = new People(slapd).read();
    for (int number = 0; number < people; number++) {
      People.Held one = held.getOrDefault(GeneratedCa.uid(number), People.Held.NOTHING);
      Set<Der> wanted = Set.of(Der.wrap(ca.der(number)));
      if (!one.userCertificate().equals(wanted)
          || !one.smimeLeaves().equals(wanted)
          || one.userSmimeCertificate().size() != 1) {
        return false;
      }
    }
    return held.size() >= people;
  }

  @Test
  void aServerKilledInMidRunIsReplacedByTheOtherAndBothEndRight() {
    int people = 2000;
    GeneratedCa ca = GeneratedCa.create(folder.resolve("ca"), people);
    try (SlapdPair pair = new SlapdPair(folder, people)) {
      Slapd first = pair.first();
      Slapd second = pair.second();
      Scene scene =
          new Scene(folder, first).generated(ca).url(both(first.url(), second.url())).write();
      Program.Running running = scene.start("apply");
      await("a modify", () -> first.modifications() >= 100);
      first.kill();

      Program.Result apply = running.await();
      assertThat(apply.exit()).as(apply.all()).isZero();
      assertThat(apply.err()).contains("went on at " + second.url() + " instead of " + first.url());
      assertThat(apply.out()).contains("went on at " + second.url() + " instead of " + first.url());
      assertThat(first.modifications() + second.modifications())
          .as("only what was in flight may have been sent to both")
          .isBetween((long) people, (long) people + WINDOW);

      first.start();
      await("both are right", () -> areAllRight(ca, pair, people));
      Program.Result plan = scene.run("plan");
      assertThat(plan.exit()).as(plan.all()).isZero();
    }
  }

  @Test
  void aServerThatAnswersBusyAndUnavailableIsLeftAndNothingIsWrittenTwice() throws Exception {
    int people = 300;
    GeneratedCa ca = GeneratedCa.create(folder.resolve("ca"), people);
    try (SlapdPair pair = new SlapdPair(folder, people);
        TiredProxy tired = new TiredProxy(pair.first(), 100)) {
      Scene scene =
          new Scene(folder, pair.first())
              .generated(ca)
              .url(both(tired.url(), pair.second().url()))
              .inClear()
              .write();

      Program.Result apply = scene.run("apply");

      assertThat(apply.exit()).as(apply.all()).isZero();
      assertThat(apply.err()).contains("busy or unavailable", "instead of " + tired.url());
      assertThat(pair.first().modifications()).isEqualTo(100);
      assertThat(pair.second().modifications()).isEqualTo(people - 100);
      await("both are right", () -> areAllRight(ca, pair, people));
      Program.Result plan = scene.run("plan");
      assertThat(plan.exit()).as(plan.all()).isZero();
    }
  }
}
