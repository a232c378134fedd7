package org.certpublisher.cli.run;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.certpublisher.cli.terminal.Console;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the daemon is, as sd_notify(3) has it, by the program {@code systemd-notify}:
 * Java 17 has no datagram sockets of the local kind. Says nothing where no service manager asked
 * for it (NOTIFY_SOCKET). A unit needs {@code NotifyAccess=all}, for a child process speaks.
 */
final class ServiceManager {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);
  private static final long PATIENCE_SECONDS = 5;
  private static final int LONGEST = 300;

  private final boolean listens;
  private final Optional<Duration> watchdog;
  private final Clock clock;
  private Instant sent = Instant.MIN;
  private String told = "";
  private boolean refused;

  /** The service manager that this environment speaks of. */
  ServiceManager(Map<String, String> environment, Clock clock) {
    this.clock = clock;
    this.listens = environment.containsKey("NOTIFY_SOCKET");
    this.watchdog =
        Optional.ofNullable(environment.get("WATCHDOG_USEC")).flatMap(ServiceManager::micros);
  }

  private static Optional<Duration> micros(String text) {
    try {
      return Optional.of(Duration.ofNanos(Math.multiplyExact(Long.parseLong(text), 1000)));
    } catch (ArithmeticException | NumberFormatException e) {
      LOG.warn("WATCHDOG_USEC is no number of microseconds: {}", text);
      return Optional.empty();
    }
  }

  /** The daemon works, after its start or after a reload. */
  void ready(String status) {
    send(status, "READY=1");
  }

  /** The configuration is being read again. */
  void reloading() {
    send(told, "RELOADING=1");
  }

  /**
   * The daemon is still there; to be called every second. Something is sent when the status is
   * another and when half the time has passed after which a watchdog bites.
   */
  void alive(String status) {
    Instant now = clock.instant();
    boolean beat = watchdog.filter(time -> !sent.plus(time.dividedBy(2)).isAfter(now)).isPresent();
    if (beat || !status.equals(told)) {
      send(status, watchdog.isPresent() ? "WATCHDOG=1" : "");
    }
  }

  /** The daemon ends. */
  void stopping() {
    send(told, "STOPPING=1");
  }

  private void send(String status, String assignment) {
    sent = clock.instant();
    told = status;
    if (!listens) {
      return;
    }
    String line = Console.oneLine(status);
    List<String> command = new ArrayList<>(List.of("systemd-notify"));
    command.add("STATUS=" + (line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line));
    if (!assignment.isEmpty()) {
      command.add(assignment);
    }
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        refused("no end within " + PATIENCE_SECONDS + " s");
      } else if (process.exitValue() != 0) {
        refused("exit code " + process.exitValue());
      }
    } catch (IOException e) {
      refused(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void refused(String why) {
    if (!refused) {
      refused = true;
      LOG.warn("systemd-notify does not reach the service manager: {}", why);
    }
  }
}
