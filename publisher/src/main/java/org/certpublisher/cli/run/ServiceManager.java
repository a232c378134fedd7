package org.certpublisher.cli.run;

import java.io.IOException;
import java.time.Duration;
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
  private static final Duration PULSE = Duration.ofMinutes(1);
  private static final long PATIENCE_SECONDS = 5;
  private static final int LONGEST = 300;

  private final boolean listens;
  private final Optional<Duration> watchdog;
  private boolean refused;

  /** The service manager that this environment speaks of. */
  ServiceManager(Map<String, String> environment) {
    this.listens = environment.containsKey("NOTIFY_SOCKET");
    this.watchdog =
        Optional.ofNullable(environment.get("WATCHDOG_USEC")).map(ServiceManager::micros);
  }

  private static Duration micros(String text) {
    try {
      return Duration.ofNanos(Math.multiplyExact(Long.parseLong(text), 1000));
    } catch (ArithmeticException | NumberFormatException e) {
      LOG.warn("WATCHDOG_USEC is no number of microseconds: {}", text);
      return PULSE;
    }
  }

  /** How often {@link #alive} is to be called: half the time after which a watchdog bites. */
  Duration pulse() {
    Duration half = watchdog.map(time -> time.dividedBy(2)).orElse(PULSE);
    return half.compareTo(PULSE) < 0 ? half : PULSE;
  }

  /** The daemon works, after its start or after a reload. */
  void ready(String status) {
    send("READY=1", "STATUS=" + status);
  }

  /** The configuration is being read again. */
  void reloading() {
    send("RELOADING=1");
  }

  /** The daemon is still there. */
  void alive(String status) {
    List<String> said = new ArrayList<>();
    watchdog.ifPresent(time -> said.add("WATCHDOG=1"));
    said.add("STATUS=" + status);
    send(said.toArray(new String[0]));
  }

  /** The daemon ends. */
  void stopping() {
    send("STOPPING=1");
  }

  private void send(String... assignments) {
    if (!listens) {
      return;
    }
    List<String> command = new ArrayList<>(List.of("systemd-notify"));
    for (String assignment : assignments) {
      String line = Console.oneLine(assignment);
      command.add(line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
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
