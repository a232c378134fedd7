package org.certpublisher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.certpublisher.cli.command.Session;
import org.certpublisher.cli.terminal.Signals;
import org.certpublisher.reconcile.RunResult;
import org.certpublisher.state.StateStore;
import org.certpublisher.state.sql.SqlState;
import org.certpublisher.testing.TestCa;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands undo and resume, and what apply has to do with them. */
final class UndoCommandTest {
  private static final StateStore.Pause PAUSE = new StateStore.Pause(TestCa.NOW, 1, "root");

  @TempDir Path temp;
  private final Screen screen = new Screen();
  private final FakeWiring wiring = new FakeWiring();

  @BeforeEach
  void prepare() throws IOException {
    String url = "jdbc:h2:file:" + temp.resolve("state");
    Files.write(temp.resolve("ca.cer"), TestCa.create("Corp CA").certificate().der().toBytes());
    Files.writeString(
        temp.resolve("publisher.yaml"),
        """
        state: { url: "%s" }
        authorities:
          - name: corp-ca
            certificates: [ ca.cer ]
            source: { type: openssl, database: index.txt, certificates: newcerts }
        directories:
          - name: corp
            urls: [ "ldaps://dc1.example.com" ]
            bind: { method: anonymous }
            entries: { base: "ou=People,dc=example,dc=com" }
        publications:
          - { name: smime, authorities: [ corp-ca ], directory: corp, mode: full }
        """
            .formatted(url));
    try (StateStore state = SqlState.forWriting(url, "apply")) {
      for (String publication : List.of("smime", "gone")) {
        long run = state.startRun(publication, "apply", TestCa.NOW);
        state.finishRun(run, TestCa.NOW, "done", Map.of());
      }
    }
  }

  private int run(String... arguments) {
    screen.clear();
    return Cli.run(
        new Session(
            screen.console(temp.resolve("publisher.yaml")),
            wiring,
            Clock.fixed(TestCa.NOW, ZoneOffset.UTC),
            new Signals()),
        List.of(arguments));
  }

  @Test
  void withoutYesItIsOnlyShownAndSaysHowToDoIt() {
    wiring.endings.put("smime", run -> new RunResult.Ending("", false, 3, Map.of()));
    assertThat(run("undo", "1", "--only", "anna@example.com")).isEqualTo(2);
    assertThat(wiring.calls).contains("smime plan undo 1");
    assertThat(screen.err())
        .contains("nothing was written")
        .contains("cert-publisher undo 1 --only 'anna@example.com' --yes");
  }

  @Test
  void withYesItIsDoneAndTheRestIsTold() {
    wiring.endings.put("smime", run -> new RunResult.Ending("", false, 1, Map.of()));
    assertThat(run("undo", "1", "--yes", "--allow-withdrawals", "7")).isEqualTo(2);
    assertThat(wiring.calls).contains("smime undo 1 7");
    assertThat(screen.err()).contains("until: cert-publisher resume smime");
  }

  @Test
  void aRunThatIsNotThereOrOfAnotherPublicationIsRefused() {
    assertThat(run("undo", "9")).isEqualTo(64);
    assertThat(screen.err()).contains("there is no run 9");
    assertThat(run("undo", "2")).isEqualTo(64);
    assertThat(screen.err()).contains("run 2 was of the publication gone");
    assertThat(run("undo", "1", "--only", "nobody")).isEqualTo(64);
    assertThat(screen.err()).contains("--only: found \"nobody\"");
    assertThat(wiring.calls).isEmpty();
  }

  @Test
  void resumeEndsTheRestOnce() {
    wiring.pauses.put("smime", PAUSE);
    assertThat(run("resume", "smime")).isZero();
    assertThat(screen.out()).contains("runs on schedule again").contains("root undid run 1");
    assertThat(run("resume", "smime")).isZero();
    assertThat(screen.out()).contains("was not resting");
    assertThat(run("resume", "smim")).isEqualTo(64);
  }

  @Test
  void anApplyOfAllEntriesEndsTheRestAndOneOfSomeDoesNot() {
    wiring.pauses.put("smime", PAUSE);
    assertThat(run("apply", "--only", "anna@example.com")).isZero();
    assertThat(wiring.pauses).containsKey("smime");
    assertThat(run("apply")).isZero();
    assertThat(wiring.pauses).isEmpty();
    assertThat(screen.err()).contains("because run 1 was undone, goes on");
  }
}
