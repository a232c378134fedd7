package org.certpublisher.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * From the start of a process to its end: wall time, processor time, the peak of its memory. The
 * last two are looked at every 10 ms, so what a process does right before its end is missing.
 */
record Measure(double seconds, double processorSeconds, long peakRssMegabytes) {
  private static final int MILLIS = 10;

  /** Runs a process, whose output goes to the file, to its end, which must have this exit code. */
  static Measure of(ProcessBuilder builder, Path output, int exit) throws IOException {
    long started = System.nanoTime();
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    long peak = 0;
    Duration processor = Duration.ZERO;
    try {
      while (!process.waitFor(MILLIS, TimeUnit.MILLISECONDS)) {
        peak = Math.max(peak, peakRss(process.pid()));
        processor = process.info().totalCpuDuration().orElse(processor);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    if (process.exitValue() != exit) {
      throw new IllegalStateException(
          builder.command() + ": exit " + process.exitValue() + "\n" + Files.readString(output));
    }
    return new Measure(seconds, processor.toMillis() / 1e3, peak / 1024);
  }

  private static long peakRss(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0; // it has just ended
    }
  }
}
