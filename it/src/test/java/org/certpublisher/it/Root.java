package org.certpublisher.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Commands that only root may run: as they are for root, else by {@code sudo -n}. */
final class Root {
  private Root() {}

  /** What a command printed that must exit 0 within three minutes. */
  static String run(Path directory, String... command) {
    return Commands.run(directory, as(command));
  }

  /** The command to start. */
  static String[] as(String... command) {
    return System.getProperty("user.name", "").toLowerCase(Locale.ROOT).equals("root")
        ? command
        : Stream.concat(Stream.of("sudo", "-n"), Stream.of(command)).toArray(String[]::new);
  }

  /** Sends a signal to a process and those it started, and waits for its end. */
  static void end(Process process, Path directory, String signal) {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    Stream.concat(process.descendants(), Stream.of(process.toHandle()))
        .forEach(one -> command.add(String.valueOf(one.pid())));
    if (process.isAlive()) {
      run(directory, command.toArray(new String[0]));
    }
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("no end within 20 s of " + signal);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
