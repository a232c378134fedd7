package org.certpublisher.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The packaged program as a child process, as a person or a timer starts it. */
final class Program {
  private static final long LONGEST_SECONDS = 180;

  private final Path folder;
  private final List<String> javaOptions;
  private final Map<String, String> environment = new TreeMap<>();

  /** A program whose output files lie in the folder. */
  Program(Path folder) {
    this(folder, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
  }

  Program(Path folder, List<String> javaOptions) {
    this.folder = folder;
    this.javaOptions = List.copyOf(javaOptions);
  }

  /** Starts it from now on with a further variable in its environment. */
  void environment(String name, String value) {
    environment.put(name, value);
  }

  /** What a run printed and how it ended; a process that was killed has exit code 137. */
  record Result(int exit, String out, String err) {
    /** Both outputs, for a message. */
    String all() {
      return "exit code " + exit + "\n--- stdout\n" + out + "\n--- stderr\n" + err;
    }
  }

  /** A process that was started and has not been waited for. */
  record Running(Process process, Path out, Path err) {
    /** Kills it at once, as {@code kill -9} does. */
    void kill() {
      process.destroyForcibly();
    }

    /** Waits for its end, three minutes at most. */
    Result await() {
      try {
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
          throw new IllegalStateException("no end within " + LONGEST_SECONDS + " s: " + read(out));
        }
        return new Result(process.exitValue(), read(out), read(err));
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    /** Whether it ends within this time. */
    boolean endsWithin(long millis) {
      try {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  /** Runs a command to its end. */
  Result run(String... arguments) {
    return start(arguments).await();
  }

  /** Starts a command. */
  Running start(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.add("-jar");
    command.add(jar().toString());
    command.addAll(List.of(arguments));
    try {
      Path out = Files.createTempFile(folder, "run", ".out");
      Path err = Files.createTempFile(folder, "run", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("CERT_PUBLISHER"));
      builder.environment().putAll(environment);
      return new Running(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The packaged program. */
  static Path jar() {
    Path jar =
        Path.of(System.getProperty("basedir", "."), "../publisher/target/cert-publisher.jar")
            .toAbsolutePath()
            .normalize();
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(jar + " is not built: mvn -pl publisher package");
    }
    return jar;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
