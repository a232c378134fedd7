package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certpublisher.testing.OpenSslCa;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The daemon with a CA of 1,000 that issues, renews and revokes all the time, while the directory
 * is restarted, the CA's folder goes away and the configuration is read again. 90 s; {@code
 * -Dsoak.seconds=1800} for half an hour.
 */
final class SoakIT {
  private static final int PEOPLE = 1000;
  private static final int WITHOUT = 100;
  private static final int SECONDS = Integer.getInteger("soak.seconds", 90);
  private static final Duration PAUSE = Duration.ofMillis(500);

  @TempDir private Path folder;

  /** What is done beside the CA's work, and when: a share of the whole time. */
  private record Disturbance(double at, String name, Act act) {}

  private interface Act {
    void happen() throws Exception;
  }

  @Test
  void eachChangeAtTheCaIsInTheDirectorySoonAndNothingElseIs() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("SoakIT: -Dseed=" + seed);
    OpenSslCa ca = OpenSslCa.create(folder.resolve("ca"), OpenSslCa.Key.P256);
    OpenSslBatch.issue(ca, PEOPLE - WITHOUT);
    try (Slapd slapd = new Slapd(folder.resolve("slapd")).seedPeople(PEOPLE).start()) {
      Scene scene =
          new Scene(folder, slapd)
              .openssl(ca.certificate(), ca.database(), ca.certificates())
              .policy("mode: full\nschedule: { every: PT10S }")
              .write();
      scene.run(0, "apply");
      Program.Running daemon = scene.start("run");
      try {
        CaAtWork work = new CaAtWork(ca, new People(slapd), new Random(seed));
        soak(work, daemon, disturbances(slapd, scene, daemon));
        System.out.println("SoakIT: " + work.distribution());
        assertThat(work.slowest()).isLessThan(Duration.ofSeconds(30));
        daemon.process().destroy();
        assertThat(daemon.await().exit()).as(daemon.await().all()).isZero();
        assertThat(log(daemon)).doesNotContain("\tat ");
      } finally {
        daemon.kill();
      }
      scene.run(0, "plan");
    }
  }

  private void soak(CaAtWork work, Program.Running daemon, List<Disturbance> coming)
      throws Exception {
    Instant begin = Instant.now();
    Map<Double, Long> heap = new TreeMap<>();
    int next = 0;
    double done = 0;
    while (done < 1) {
      work.step();
      LockSupport.parkNanos(PAUSE.toNanos());
      done = Duration.between(begin, Instant.now()).toMillis() / 1000.0 / SECONDS;
      if (next < coming.size() && done > coming.get(next).at()) {
        Disturbance disturbance = coming.get(next++);
        System.out.println("SoakIT: " + disturbance.name());
        disturbance.act().happen();
        work.checkAll();
        heap.put(done, heapInUse(daemon));
      }
      assertThat(daemon.process().isAlive()).as(log(daemon)).isTrue();
    }
    assertThat(next).as("disturbances").isEqualTo(coming.size());
    work.checkAll();
    heap.put(done, heapInUse(daemon));
    System.out.println("SoakIT: heap in use after a collection, KiB: " + heap.values());
    List<Long> used = List.copyOf(heap.values());
    assertThat(used.get(used.size() - 1)).isLessThan(used.get(0) + 16 * 1024);
  }

  private List<Disturbance> disturbances(Slapd slapd, Scene scene, Program.Running daemon) {
    Act restart =
        () -> {
          slapd.stop();
          LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
          slapd.start();
        };
    Act unmount =
        () -> {
          Path home = folder.resolve("ca");
          Path away = Files.move(home, folder.resolve("away"));
          LockSupport.parkNanos(Duration.ofSeconds(12).toNanos());
          assertThat(log(daemon)).contains("tried again in");
          Files.move(away, home);
        };
    return List.of(
        new Disturbance(0.05, "the configuration is read again", () -> reload(scene, daemon, 9)),
        new Disturbance(0.2, "the directory is restarted", restart),
        new Disturbance(0.4, "the CA's folder is away for 12 s", unmount),
        new Disturbance(0.7, "the directory is restarted", restart),
        new Disturbance(0.85, "the configuration is read again", () -> reload(scene, daemon, 10)));
  }

  private static void reload(Scene scene, Program.Running daemon, int seconds) throws IOException {
    String schedule = "every: PT" + seconds + "S";
    scene.policy("mode: full\nschedule: { " + schedule + " }").write();
    Commands.run(Path.of("/"), "/bin/sh", "-c", "kill -HUP " + daemon.process().pid());
    LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
    assertThat(log(daemon).lines().filter(line -> line.contains("publications: ")).toList())
        .last()
        .asString()
        .contains("every PT" + seconds + "S");
  }

  private static String log(Program.Running daemon) throws IOException {
    return Files.readString(daemon.err());
  }

  private static long heapInUse(Program.Running daemon) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    String pid = String.valueOf(daemon.process().pid());
    Commands.run(Path.of("/tmp"), jcmd, pid, "GC.run");
    String info = Commands.run(Path.of("/tmp"), jcmd, pid, "GC.heap_info");
    return sum(info);
  }

  /** Of the serial collector the two generations together, of others the heap. */
  private static long sum(String info) {
    Matcher used = Pattern.compile("total \\d+K, used (\\d+)K").matcher(info);
    long sum = 0;
    while (used.find()) {
      sum += Long.parseLong(used.group(1));
    }
    assertThat(sum).as(info).isPositive();
    return sum;
  }
}
