package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.certpublisher.cert.Der;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed leaves nothing that the next one does not put right. */
final class KillIT {
  private static final int PEOPLE = 2000;
  private static final int ROUNDS = 10;
  private static final int KILLS_A_ROUND = 2;
  private static final String ALL = String.valueOf(PEOPLE);

  @TempDir private Path folder;

  @Test
  void killedAtAnyMomentTheNextApplyIsRight() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("KillIT: -Dseed=" + seed);
    Random random = new Random(seed);
    GeneratedCa ca = GeneratedCa.create(folder.resolve("ca"), PEOPLE);
    try (Slapd slapd = new Slapd(folder.resolve("slapd")).notDurable().seedPeople(PEOPLE).start()) {
      Scene scene = new Scene(folder, slapd).generated(ca).write();
      for (int round = 0; round < ROUNDS; round++) {
        int onHold = round % 2 == 0 ? 0 : PEOPLE - 1;
        ca.writeIndex(PEOPLE, onHold);
        int longest = 3000;
        for (int kill = 0; kill < KILLS_A_ROUND; kill++) {
          int after = 200 + random.nextInt(longest);
          Program.Running running = scene.start("apply", "--allow-withdrawals", ALL);
          running.endsWithin(after);
          running.kill();
          Program.Result killed = running.await();
          String where = "seed %d, round %d, after %d ms".formatted(seed, round, after);
          assertThat(killed.exit()).as(where + killed.all()).isIn(0, 137);
        }
        assertRight(slapd, ca, scene, onHold, "seed " + seed + ", round " + round);
      }
    }
  }

  private static void assertRight(
      Slapd slapd, GeneratedCa ca, Scene scene, int onHold, String where) {
    Program.Result apply = scene.run("apply", "--allow-withdrawals", ALL);
    assertThat(apply.exit()).as(where + apply.all()).isZero();
    Map<String, People.Held> people = new People(slapd).read();
    for (int number = 0; number < PEOPLE; number++) {
      Set<Der> expected = number < onHold ? Set.of() : Set.of(Der.wrap(ca.der(number)));
      People.Held held = people.getOrDefault(GeneratedCa.uid(number), People.Held.NOTHING);
      assertThat(held.userCertificate()).as(where).isEqualTo(expected);
      assertThat(held.smimeLeaves()).as(where).isEqualTo(expected);
      assertThat(held.userSmimeCertificate()).as(where).hasSameSizeAs(expected);
    }
    Program.Result plan = scene.run("plan");
    assertThat(plan.exit()).as(where + plan.all()).isZero();
  }
}
