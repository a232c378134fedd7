package org.certpublisher.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a command of the system in a folder; one that fails ends the test with what it printed. */
public final class OpenSslTool {
  private OpenSslTool() {}

  /** Runs a command with this environment added and gives back what it printed on both streams. */
  public static String run(Path folder, Map<String, String> environment, List<String> command) {
    try {
      Path output = Files.createTempFile("command", ".out");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(new ArrayList<>(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new IllegalStateException("no end within 60 s: " + command);
        }
        String text = new String(Files.readAllBytes(output), StandardCharsets.ISO_8859_1);
        if (process.exitValue() != 0) {
          throw new IllegalStateException(command + " gave " + process.exitValue() + ":\n" + text);
        }
        return text;
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new IllegalStateException(command + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Runs a command. */
  public static String run(Path folder, String... command) {
    return run(folder, Map.of(), List.of(command));
  }
}
