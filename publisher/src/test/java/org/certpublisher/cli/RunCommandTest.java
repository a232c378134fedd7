package org.certpublisher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.certpublisher.cli.command.Session;
import org.certpublisher.cli.terminal.Console;
import org.certpublisher.cli.terminal.Signals;
import org.certpublisher.reconcile.RunResult;
import org.certpublisher.state.StateStore;
import org.certpublisher.testing.TestCa;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The command run, from its start to the signal. */
@Timeout(60)
final class RunCommandTest {
  private static final RunResult.Ending DONE = new RunResult.Ending("", false, 0, Map.of());

  @TempDir Path temp;
  private final FakeWiring wiring = new FakeWiring();
  private final Signals signals = new Signals();
  private final Screen screen = new Screen();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("org.certpublisher");

  @BeforeEach
  void prepare() throws IOException {
    Files.write(temp.resolve("ca.cer"), TestCa.create("Corp CA").certificate().der().toBytes());
    configure("smime");
    log.list = new CopyOnWriteArrayList<>(); // looked at while the daemon's threads log
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  private void configure(String publication) {
    try {
      Files.writeString(
          temp.resolve("publisher.yaml"),
          """
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
            - { name: %s, authorities: [ corp-ca ], directory: corp, mode: full,
                schedule: { every: PT1S } }
          """
              .formatted(publication));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int run() {
    Console console = screen.console(temp.resolve("publisher.yaml"));
    return Cli.run(new Session(console, wiring, Clock.systemUTC(), signals), List.of("run"));
  }

  private List<String> logged() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void aSignalEndsItWithZeroAndTheRunUnderWayIsStopped() {
    wiring.endings.put(
        "smime",
        run -> {
          signals.arrive("SIGTERM");
          while (!run.isStopped()) {
            Thread.onSpinWait();
          }
          return DONE;
        });
    assertThat(run()).isZero();
    assertThat(wiring.calls).containsExactly("smime apply 0 []", "smime closed");
    assertThat(screen.out()).isEmpty();
    assertThat(logged()).contains("stopped");
  }

  @Test
  void aWrongConfigurationIs78AtTheStart() {
    configure("no name");
    assertThat(run()).isEqualTo(78);
    assertThat(screen.err()).contains("publisher.yaml:11:");
    assertThat(wiring.calls).isEmpty();
  }

  @Test
  void aWrongConfigurationIsRefusedLaterAndARightOneTaken() {
    AtomicInteger runs = new AtomicInteger();
    wiring.endings.put(
        "smime",
        run -> {
          if (runs.incrementAndGet() == 1) {
            configure("no name");
            signals.hangUp();
          } else if (logged().stream().anyMatch(line -> line.contains("refused"))) {
            configure("renamed");
            signals.hangUp();
          }
          return DONE;
        });
    wiring.endings.put(
        "renamed",
        run -> {
          signals.arrive("SIGTERM");
          return DONE;
        });
    assertThat(run()).isZero();
    assertThat(runs.get()).as("the old configuration went on").isGreaterThan(1);
    assertThat(wiring.calls).contains("renamed apply 0 []");
    assertThat(logged())
        .anyMatch(line -> line.contains("publisher.yaml:11: publications[0].name"))
        .anyMatch(line -> line.contains("the one before stays in force"));
  }

  @Test
  void aPublicationOfWhichARunWasUndoneRestsUntilItIsResumed() throws Exception {
    wiring.pauses.put("smime", new StateStore.Pause(TestCa.NOW, 7, "root"));
    wiring.endings.put(
        "smime",
        run -> {
          signals.arrive("SIGTERM");
          return DONE;
        });
    Thread resuming =
        new Thread(
            () -> {
              while (logged().stream().noneMatch(line -> line.contains("root undid run 7"))) {
                Thread.onSpinWait();
              }
              assertThat(wiring.calls).doesNotContain("smime apply 0 []");
              wiring.pauses.clear();
            });
    resuming.start();
    assertThat(run()).isZero();
    resuming.join();
    assertThat(wiring.calls).contains("smime apply 0 []");
  }

  @Test
  void aFailureEndsNothingAndIsToldOnce() {
    AtomicInteger runs = new AtomicInteger();
    wiring.endings.put(
        "smime",
        run -> {
          if (runs.incrementAndGet() == 3) {
            signals.arrive("SIGTERM");
          }
          return new RunResult.Ending("the folder is gone", false, 0, Map.of());
        });
    assertThat(run()).isZero();
    assertThat(log.list)
        .filteredOn(event -> event.getFormattedMessage().startsWith("the folder is gone"))
        .filteredOn(event -> event.getLevel().equals(ch.qos.logback.classic.Level.ERROR))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.getFormattedMessage())
                    .isEqualTo("the folder is gone; tried again in 5 s"));
  }
}
