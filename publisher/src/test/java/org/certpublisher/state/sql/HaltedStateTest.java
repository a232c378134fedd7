package org.certpublisher.state.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.state.StateStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is halted right after a commit has lost nothing, and its lock dies with it. */
final class HaltedStateTest {
  private static final int WINDOWS = 20;

  @TempDir Path temp;

  @Test
  void whatIsJournaledSurvivesAHaltRightAfterIt() throws Exception {
    String url = "jdbc:h2:file:" + temp.resolve("state");
    Process child = java(url, "halt");
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isEqualTo(9);
    try (StateStore state = SqlState.forWriting(url, "apply")) {
      assertThat(state.unsettled("smime")).hasSize(WINDOWS * 8);
    }
  }

  @Test
  void readingAndWaitingWorkWhileAnotherProcessWrites() throws Exception {
    String url = "jdbc:h2:file:" + temp.resolve("state");
    Process child = java(url, "stay");
    try (BufferedReader said = child.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.lines().anyMatch("journaled"::equals)).isTrue();
      int before = 0;
      for (int i = 0; i < 10; i++) {
        try (StateStore state = SqlState.forReading(url)) {
          int open = state.unsettled("smime").size();
          assertThat(open).isGreaterThanOrEqualTo(Math.max(8, before)).isEqualTo(open / 8 * 8);
          before = open;
        }
      }
    } finally {
      child.destroyForcibly();
    }
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    try (StateStore state = SqlState.forWriting(url, "apply")) {
      assertThat(state.unsettled("smime")).hasSizeGreaterThanOrEqualTo(8);
    }
  }

  private static Process java(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-cp", System.getProperty("java.class.path")));
    command.add(Child.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Journals windows; then halts without any farewell, or goes on until it is killed. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      StateStore state = SqlState.forWriting(arguments[0], "child");
      long run = state.startRun("smime", "apply", Instant.EPOCH);
      boolean halt = arguments[1].equals("halt");
      for (int window = 0; window < WINDOWS || !halt; window++) {
        List<EntryChange> changes =
            IntStream.range(window * 8, window * 8 + 8).mapToObj(SqlStateTest::change).toList();
        state.journal(run, changes, changes.stream().map(EntryChange::dn).toList());
        if (window == 0) {
          System.out.println("journaled");
        }
      }
      Runtime.getRuntime().halt(9);
    }
  }
}
