package org.certpublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.state.StateStore;
import org.certpublisher.testing.FakeDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed at any moment is finished by the next, and its journal is settled. */
final class KilledRunTest {
  private static final int PEOPLE = 300;
  private static final int KILLS = Integer.getInteger("kills", 20);

  @TempDir Path temp;

  /** The same people and certificates in every process; every fifth is revoked when asked for. */
  static Scene scene(Path folder, boolean revoked) {
    Scene scene = new Scene(folder);
    scene.directory = new FakeDirectory(folder.resolve("directory.log"));
    scene.people(PEOPLE);
    scene.directory.replay();
    scene.allow = PEOPLE;
    for (int n = 0; revoked && n < PEOPLE; n += 5) {
      scene.source.revoke(scene.certificate(n), RevocationReason.KEY_COMPROMISE);
    }
    return scene;
  }

  @Test
  void aRunThatIsHaltedAtAnyMomentIsFinishedByTheNext() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("KilledRunTest -Dseed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    Path published = Files.createDirectory(temp.resolve("published"));
    assertThat(Scene.code(scene(published, false).apply())).isZero();
    for (int kill = 0; kill < KILLS; kill++) {
      Path folder = Files.createDirectory(temp.resolve("kill" + kill));
      boolean revoked = kill % 2 == 1;
      if (revoked) {
        copy(published, folder);
      }
      int changes = revoked ? PEOPLE / 5 : PEOPLE;
      int at = random.nextInt(changes);
      boolean timed = kill % 4 >= 2;
      int millis = timed ? random.nextInt(500) : -1;
      Process child =
          java(
              folder.toString(),
              Boolean.toString(revoked),
              Integer.toString(timed ? Integer.MAX_VALUE : at),
              Integer.toString(millis));
      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).isEqualTo(9);

      Scene after = scene(folder, revoked);
      try (StateStore state = after.state()) {
        int open = state.unsettled("smime").size();
        assertThat(timed || open > 0).as("seed %d, kill %d at %d", seed, kill, at).isTrue();
      }
      assertThat(Scene.code(after.apply())).as("seed %d, kill %d", seed, kill).isZero();
      int written = after.directory.written();
      assertThat(Scene.code(after.apply())).isZero();
      assertThat(after.directory.written()).isEqualTo(written);
      for (int n = 0; n < PEOPLE; n++) {
        boolean gone = revoked && n % 5 == 0;
        assertThat(after.directory.held(Scene.dn(n), CertificateAttribute.USER_CERTIFICATE))
            .hasSize(gone ? 0 : 1);
        assertThat(after.directory.held(Scene.dn(n), CertificateAttribute.USER_SMIME_CERTIFICATE))
            .hasSize(gone ? 0 : 1);
      }
      try (StateStore state = after.state()) {
        assertThat(state.unsettled("smime")).isEmpty();
        if (revoked) {
          assertThat(state.carriedOut()).hasSize(PEOPLE / 5);
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static Process java(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx96m", "-cp", System.getProperty("java.class.path")));
    command.add(Child.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Applies, and halts without any farewell after so many changes or milliseconds. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws RunException {
      Scene scene = scene(Path.of(arguments[0]), Boolean.parseBoolean(arguments[1]));
      AtomicInteger left = new AtomicInteger(Integer.parseInt(arguments[2]));
      scene.directory.answering(
          change -> {
            if (left.getAndDecrement() == 0) {
              Runtime.getRuntime().halt(9);
            }
            return Optional.empty();
          });
      int millis = Integer.parseInt(arguments[3]);
      if (millis >= 0) {
        Thread killer =
            new Thread(
                () -> {
                  LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
                  Runtime.getRuntime().halt(9);
                });
        killer.start();
      }
      scene.apply();
      Runtime.getRuntime().halt(9);
    }
  }
}
