package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.certpublisher.testing.OpenSslCa;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as a process of its own, beside a real slapd and a real {@code openssl ca}. */
final class DaemonIT {
  private static final Duration LONGEST = Duration.ofSeconds(40);
  private static final String DAILY = "mode: full\nschedule: { every: P1D }";

  @TempDir private Path folder;

  @Test
  void theDirectoryFollowsTheCaWhateverComesBetween() throws Exception {
    OpenSslCa ca = OpenSslCa.create(folder.resolve("ca"), OpenSslCa.Key.P256);
    try (Slapd slapd = new Slapd(folder.resolve("slapd")).seedPeople(4).start()) {
      String first = ca.issue("u000000@example.com");
      Scene scene =
          new Scene(folder, slapd)
              .openssl(ca.certificate(), ca.database(), ca.certificates())
              .policy(DAILY)
              .write();
      Program.Running daemon = scene.start("run");
      try {
        Seen seen = new Seen(daemon, new People(slapd));
        seen.published(0, true);
        ca.issue("u000001@example.com");
        seen.published(1, true);
        ca.revoke(first);
        seen.published(0, false);

        seen.reloads(scene, daemon);
        Path away = Files.move(ca.certificates(), folder.resolve("away"));
        seen.says("tried again in");
        seen.published(1, true);
        Files.move(away, ca.certificates());
        ca.issue("u000002@example.com");
        seen.published(2, true);

        slapd.stop();
        ca.issue("u000003@example.com");
        seen.says("Connection refused");
        slapd.start();
        seen.published(3, true);
        seen.published(1, true);

        scene.run(0, "plan");
        daemon.process().destroy();
        assertThat(daemon.endsWithin(10_000)).as("ends within 10 s").isTrue();
        assertThat(daemon.await().exit()).as(daemon.await().all()).isZero();
        assertThat(seen.log()).endsWith("stopped\n").doesNotContain("\tat ");
      } finally {
        daemon.kill();
      }
    }
  }

  @Test
  void theServiceManagerIsToldWhatTheDaemonDoes() throws Exception {
    OpenSslCa ca = OpenSslCa.create(folder.resolve("ca"), OpenSslCa.Key.P256);
    try (Slapd slapd = new Slapd(folder.resolve("slapd")).seedPeople(1).start();
        NotifySocket socket = new NotifySocket(folder)) {
      ca.issue("u000000@example.com");
      Scene scene =
          new Scene(folder, slapd)
              .openssl(ca.certificate(), ca.database(), ca.certificates())
              .policy(DAILY)
              .environment("NOTIFY_SOCKET", socket.path())
              .environment("WATCHDOG_USEC", "2000000")
              .write();
      Program.Running daemon = scene.start("run");
      try {
        Seen seen = new Seen(daemon, new People(slapd));
        seen.until("ready", () -> socket.heard().contains("READY=1"));
        seen.until("the status", () -> socket.heard().contains("STATUS=smime: 1 change made, "));
        seen.until("a watchdog", () -> socket.heard().split("WATCHDOG=1", -1).length > 2);
        seen.reloads(scene, daemon);
        seen.until("reloads twice", () -> socket.heard().split("RELOADING=1", -1).length == 3);
        seen.until("ready thrice", () -> socket.heard().split("READY=1", -1).length == 4);
        daemon.process().destroy();
        assertThat(daemon.await().exit()).as(daemon.await().all()).isZero();
        assertThat(socket.heard()).contains("STOPPING=1");
      } finally {
        daemon.kill();
      }
    }
  }

  /** What a daemon said and did; each look waits until it holds. */
  private record Seen(Program.Running daemon, People people) {
    String log() throws IOException {
      return Files.readString(daemon.err());
    }

    void says(String text) throws Exception {
      until("says \"" + text + "\"", () -> log().contains(text));
    }

    void published(int number, boolean there) throws Exception {
      String uid = GeneratedCa.uid(number);
      until(
          uid + (there ? " is published" : " is withdrawn"),
          () -> {
            People.Held held = people.read(uid);
            return held.userCertificate().isEmpty() != there
                && held.userSmimeCertificate().isEmpty() != there;
          });
    }

    void reloads(Scene scene, Program.Running daemon) throws Exception {
      scene.policy("mode: ful").write();
      hangUp(daemon);
      says("found \"ful\"");
      says("the configuration is refused, the one before stays in force");
      scene.policy(DAILY.replace("P1D", "PT1S")).write();
      hangUp(daemon);
      says("publications: smime (every PT1S)");
    }

    private static void hangUp(Program.Running daemon) {
      Commands.run(Path.of("/"), "/bin/sh", "-c", "kill -HUP " + daemon.process().pid());
    }

    private void until(String what, Callable<Boolean> holds) throws Exception {
      Instant deadline = Instant.now().plus(LONGEST);
      while (!holds.call()) {
        assertThat(daemon.process().isAlive()).as(log()).isTrue();
        assertThat(Instant.now()).as(what + ": " + log()).isBefore(deadline);
        LockSupport.parkNanos(100_000_000);
      }
    }
  }
}
