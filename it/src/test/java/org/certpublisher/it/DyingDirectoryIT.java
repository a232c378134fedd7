package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.certpublisher.cert.Der;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that dies while changes are being sent. */
final class DyingDirectoryIT {
  private static final int PEOPLE = 2000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void theRunEndsWithAMessageAndTheNextOneCompletesIt() {
    GeneratedCa ca = GeneratedCa.create(folder.resolve("ca"), PEOPLE);
    try (Slapd slapd = new Slapd(folder.resolve("slapd")).seedPeople(PEOPLE).start()) {
      Scene scene = new Scene(folder, slapd).generated(ca).write();
      Program.Running running = scene.start("apply");
      awaitModifications(slapd, 100);
      slapd.kill();

      Program.Result broken = running.await();
      assertThat(broken.exit()).as(broken.all()).isEqualTo(1);
      assertThat(broken.err()).contains(slapd.url()).doesNotContain("\tat ");

      slapd.start();
      Program.Result apply = scene.run("apply");
      assertThat(apply.exit()).as(apply.all()).isZero();
      var people = new People(slapd).read();
      for (int number = 0; number < PEOPLE; number++) {
        People.Held held = people.getOrDefault(GeneratedCa.uid(number), People.Held.NOTHING);
        assertThat(held.userCertificate()).isEqualTo(Set.of(Der.wrap(ca.der(number))));
        assertThat(held.smimeLeaves()).isEqualTo(held.userCertificate());
      }
      Program.Result plan = scene.run("plan");
      assertThat(plan.exit()).as(plan.all()).isZero();
    }
  }

  private static void awaitModifications(Slapd slapd, int count) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (slapd.modifications() < count) {
      assertThat(Instant.now()).as("no modify came in").isBefore(deadline);
      LockSupport.parkNanos(10_000_000);
    }
  }
}
