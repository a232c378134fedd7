package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever becomes of the state: a message that names it and says what to do, no wrong withdrawal,
 * and what the manual says mends it.
 */
final class StateLossIT {
  private static final int PEOPLE = 30;

  @TempDir private Path folder;
  private Slapd slapd;
  private GeneratedCa ca;
  private Scene scene;
  private Path disk;
  private Map<String, People.Held> before;

  /** The state lies on a disk of its own, of one megabyte. */
  @BeforeEach
  void allIsWellAtFirst() throws IOException {
    disk = Files.createDirectory(folder.resolve("disk"));
    Root.run(folder, "mount", "-t", "tmpfs", "-o", "size=1m,mode=0777", "tmpfs", disk.toString());
    ca = GeneratedCa.create(folder.resolve("ca"), PEOPLE);
    ca.writeIndex(PEOPLE - 1, 0);
    slapd = new Slapd(folder.resolve("slapd")).notDurable().seedPeople(PEOPLE).start();
    scene =
        new Scene(folder, slapd)
            .state(disk.resolve("state"))
            .generated(ca)
            .policy("mode: full\nschedule: { every: PT1S }")
            .write();
    scene.run(0, "apply");
    before = new People(slapd).read();
    assertThat(slapd.modifications()).isEqualTo(PEOPLE - 1);
  }

  @AfterEach
  void stop() {
    slapd.close();
    Root.run(folder, "umount", "--lazy", disk.toString());
  }

  private Path database() {
    return disk.resolve("state.mv.db");
  }

  /** What the manual says: all files of the state are moved away. */
  private void moveAway() throws IOException {
    Path away = Files.createTempDirectory(folder, "away");
    try (Stream<Path> files = Files.list(disk)) {
      for (Path file : files.toList()) {
        Files.move(file, away.resolve(file.getFileName()));
      }
    }
  }

  private void assertNothingWritten() {
    assertThat(new People(slapd).read()).isEqualTo(before);
    assertThat(slapd.modifications()).isEqualTo(PEOPLE - 1);
  }

  private void assertRefused(String... texts) {
    Program.Result apply = scene.run("apply");
    assertThat(apply.exit()).as(apply.all()).isEqualTo(1);
    assertThat(apply.err()).contains(database().toString()).contains(texts);
    assertThat(apply.err()).doesNotContain("\tat ");
    assertThat(apply.err().lines().filter(line -> line.startsWith("cert-publisher: "))).hasSize(1);
    assertNothingWritten();
  }

  private void assertMended() {
    scene.run(0, "apply");
    assertNothingWritten();
    scene.run(0, "plan");
  }

  @Test
  void deletedItIsMadeAnewAndNothingIsWritten() throws IOException {
    moveAway();
    assertMended();
  }

  @Test
  void cutAtAnyLengthItIsRefusedOrGood() throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("StateLossIT: -Dseed=" + seed);
    Random random = new Random(seed);
    byte[] whole = Files.readAllBytes(database());
    int refused = 0;
    for (int cut = 0; cut < 6; cut++) {
      int length = cut == 0 ? 0 : random.nextInt(whole.length);
      Files.write(database(), Arrays.copyOf(whole, length));
      Program.Result apply = scene.run("apply");
      String where = "cut to %d of %d".formatted(length, whole.length);
      assertThat(apply.exit()).as(where + apply.all()).isIn(0, 1);
      if (apply.exit() == 1) {
        refused++;
        assertThat(apply.err())
            .as(where)
            .contains(database().toString(), "move it away")
            .doesNotContain("ERROR");
        moveAway();
        scene.run(0, "apply");
      }
      assertNothingWritten();
    }
    assertThat(refused).isPositive();
  }

  @Test
  void overwrittenItIsRefusedUntilItIsMovedAway() throws IOException {
    byte[] bytes = Files.readAllBytes(database());
    new Random(1).nextBytes(bytes);
    Files.write(database(), bytes);
    assertRefused("move it away");
    moveAway();
    assertMended();
  }

  @Test
  void onAReadOnlyDiskNothingIsWrittenUntilItIsWritableAgain() {
    ca.writeIndex(PEOPLE, 0);
    Root.run(folder, "mount", "-o", "remount,ro", disk.toString());
    assertRefused("its disk is read-only");
    Root.run(folder, "mount", "-o", "remount,rw", disk.toString());
    scene.run(0, "apply");
    assertThat(slapd.modifications()).isEqualTo(PEOPLE);
  }

  @Test
  void onAFullDiskNothingIsWrittenUntilThereIsRoom() throws IOException {
    ca.writeIndex(PEOPLE, 0);
    Path filler = fill();
    assertRefused("its disk is full: make room");
    Files.delete(filler);
    scene.run(0, "apply");
    assertThat(slapd.modifications()).isEqualTo(PEOPLE);
  }

  private Path fill() throws IOException {
    Path filler = disk.resolve("filler");
    try (var out = Files.newOutputStream(filler, StandardOpenOption.CREATE)) {
      while (true) {
        out.write(new byte[512]);
      }
    } catch (IOException e) {
      return filler;
    }
  }

  @Test
  void theDaemonSurvivesALostStateAndGoesOnWhenItIsMended() throws Exception {
    Program.Running daemon = scene.start("run");
    try {
      until(daemon, () -> log(daemon).contains("nothing to do"));
      byte[] bytes = Files.readAllBytes(database());
      Files.write(database(), new byte[bytes.length]);
      until(daemon, () -> log(daemon).contains(database() + " cannot be used"));
      Root.run(folder, "mount", "-o", "remount,ro", disk.toString());
      until(daemon, () -> log(daemon).contains(database() + " cannot be written"));
      assertNothingWritten();
      Root.run(folder, "mount", "-o", "remount,rw", disk.toString());
      moveAway();
      ca.writeIndex(PEOPLE, 0);
      until(daemon, () -> slapd.modifications() == PEOPLE);
      daemon.process().destroy();
      assertThat(daemon.await().exit()).as(daemon.await().all()).isZero();
      assertThat(log(daemon)).doesNotContain("\tat ");
    } finally {
      daemon.kill();
    }
  }

  private static String log(Program.Running daemon) throws IOException {
    return Files.readString(daemon.err());
  }

  private static void until(Program.Running daemon, Callable<Boolean> holds) throws Exception {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
    while (!holds.call()) {
      assertThat(daemon.process().isAlive()).as(log(daemon)).isTrue();
      assertThat(Instant.now()).as(log(daemon)).isBefore(deadline);
      LockSupport.parkNanos(50_000_000);
    }
  }
}
