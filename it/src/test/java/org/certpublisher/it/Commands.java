package org.certpublisher.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the commands of the machine; one that fails ends the test with what it printed. */
final class Commands {
  private Commands() {}

  /** Both outputs of a command that must exit 0 within three minutes. */
  static String run(Path directory, String... command) {
    return feed(directory, "", command);
  }

  /** The same with text on its standard input. */
  static String feed(Path directory, String input, String... command) {
    Path output = directory.resolve("command-" + System.nanoTime() + ".out");
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      boolean ended = process.waitFor(180, TimeUnit.SECONDS);
      process.destroyForcibly();
      String printed = Files.readString(output);
      Files.delete(output);
      if (!ended || process.exitValue() != 0) {
        throw new IllegalStateException(
            "%s: %s%n%s"
                .formatted(
                    String.join(" ", command),
                    ended ? "exit " + process.exitValue() : "not done after 180 s",
                    printed));
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The program at its usual place, or the apt command that brings it. */
  static Path installed(String path, String debianPackage) {
    Path program = Path.of(path);
    if (!Files.isExecutable(program)) {
      throw new IllegalStateException(
          "%s is missing; install it: apt-get install -y %s".formatted(path, debianPackage));
    }
    return program;
  }
}
