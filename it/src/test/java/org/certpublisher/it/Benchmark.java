package org.certpublisher.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Compares the program with the least that any program must do, on one slapd that commits durably,
 * in one run, with a fresh JVM on both sides. Run it by {@code it/benchmark.sh}.
 *
 * <p>The CA is generated in OpenSSL's layout by this test code, P-256, each certificate really
 * signed: {@code openssl ca} would take hours.
 */
public final class Benchmark {
  private static final Pattern HEAP = Pattern.compile(" (\\d+)M->(\\d+)M\\(\\d+M\\) ");
  private static final String SERIAL = "-XX:+UseSerialGC -XX:-UsePerfData";

  private final Path folder;
  private final int people;
  private final Slapd slapd;
  private final Scene scene;
  private final Path values;

  private Benchmark(Path folder, int people) {
    this.folder = folder;
    this.people = people;
    GeneratedCa ca = GeneratedCa.create(folder.resolve("ca"), people);
    this.slapd = new Slapd(folder.resolve("slapd")).seedPeople(people);
    this.scene = new Scene(folder, slapd).generated(ca).inClear().write();
    this.values = folder.resolve("values");
  }

  /** {@code [speed|memory] PEOPLE ROUNDS}. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("benchmark");
    try {
      int people = Integer.parseInt(arguments[1]);
      Benchmark benchmark = new Benchmark(folder, people);
      if (arguments[0].equals("memory")) {
        benchmark.memory(arguments[2]);
      } else {
        benchmark.speed(Integer.parseInt(arguments[2]));
      }
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  /** Wall time, from the start of the process to its end, and the peak of its memory. */
  private record Measure(double seconds, long peakRssMegabytes) {}

  private void speed(int rounds) throws IOException {
    keepPristine();
    slapd.start();
    ours(0, "apply");
    raw("save", values.toString());
    List<double[]> measured = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      measured.add(round(round));
    }
    slapd.close();
    double[] median = median(measured);
    say("median of %d rounds, %d people, seconds from process start to end:", rounds, people);
    say("  raw pipelined modify (64 in flight)      %6.2f", median[0]);
    say("  cold apply, signatures verified          %6.2f", median[1]);
    say("  cold apply, verdicts remembered          %6.2f", median[2]);
    say("  raw paged dump                           %6.2f", median[3]);
    say("  apply with nothing to do                 %6.2f", median[4]);
    say("ratios (median of the rounds' own ratios):");
    say("  raw modify / cold apply, verified        %6.2f   target >= 0.70", median[5]);
    say("  raw modify / cold apply, remembered      %6.2f   target >= 0.90", median[6]);
    say("  apply with nothing to do / raw dump      %6.2f   target <= 1.50", median[7]);
    say("  peak RSS of the cold apply, verified     %6.0f MB", median[8]);
  }

  private double[] round(int number) throws IOException {
    boolean rawFirst = number % 2 == 0;
    double raw = rawFirst ? rawModify() : 0;
    reset();
    forget();
    Measure verified = ours(0, "apply");
    reset();
    double remembered = ours(0, "apply").seconds();
    raw = rawFirst ? raw : rawModify();
    ours(0, "apply");
    double dump = rawFirst ? raw("dump") : 0;
    double nothing = ours(0, "apply").seconds();
    dump = rawFirst ? dump : raw("dump");
    double[] all = {
      raw,
      verified.seconds(),
      remembered,
      dump,
      nothing,
      raw / verified.seconds(),
      raw / remembered,
      nothing / dump,
      verified.peakRssMegabytes()
    };
    say("round %d: %s", number + 1, Arrays.toString(all));
    return all;
  }

  private double rawModify() throws IOException {
    reset();
    return raw("modify", values.toString());
  }

  private void memory(String heap) throws IOException {
    slapd.start();
    for (String what : new String[] {"cold apply", "apply with nothing to do"}) {
      Path log = folder.resolve("gc.log");
      Measure measure = run(0, ours("-Xmx" + heap + " -Xlog:gc:file=" + log, "apply"));
      long[] peaks = {0, 0};
      try (Stream<String> lines = Files.lines(log)) {
        lines.map(HEAP::matcher).filter(Matcher::find).forEach(found -> peak(found, peaks));
      }
      say(
          "%d people, -Xmx%s, %s: %.2f s, peak RSS %d MB, peak heap %d MB, live at most %d MB",
          people, heap, what, measure.seconds(), measure.peakRssMegabytes(), peaks[0], peaks[1]);
    }
    slapd.close();
  }

  private static void peak(Matcher found, long[] peaks) {
    peaks[0] = Math.max(peaks[0], Long.parseLong(found.group(1)));
    peaks[1] = Math.max(peaks[1], Long.parseLong(found.group(2)));
  }

  private void keepPristine() throws IOException {
    Path kept = Files.createDirectories(folder.resolve("pristine"));
    copy(folder.resolve("slapd/db/data.mdb"), kept.resolve("data.mdb"));
  }

  /** Brings the directory back to people without certificates. */
  private void reset() throws IOException {
    slapd.stop();
    copy(folder.resolve("pristine/data.mdb"), folder.resolve("slapd/db/data.mdb"));
    slapd.start();
  }

  /** Sparse files stay sparse. */
  private void copy(Path from, Path to) {
    Commands.run(folder, "/bin/cp", "--sparse=always", from.toString(), to.toString());
    Commands.run(folder, "/bin/sync", to.toString());
  }

  /** Forgets all verdicts, with the rest of the state. */
  private void forget() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("state")).toList()) {
        Files.delete(file);
      }
    }
  }

  private double raw(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(List.of(SERIAL.split(" ", -1)));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(RawClient.class.getName(), arguments[0], slapd.url()));
    command.addAll(List.of(arguments).subList(1, arguments.length));
    return run(0, new ProcessBuilder(command)).seconds();
  }

  private Measure ours(int exit, String command) throws IOException {
    return run(exit, ours("", command));
  }

  private ProcessBuilder ours(String javaOptions, String command) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("basedir", "."), "../publisher/bin/cert-publisher")
                .toAbsolutePath()
                .normalize()
                .toString(),
            "--config",
            scene.settings().toString(),
            command);
    builder.environment().put("JAVA_OPTS", javaOptions);
    return builder;
  }

  private Measure run(int exit, ProcessBuilder builder) throws IOException {
    Path output = folder.resolve("output");
    long started = System.nanoTime();
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    long peak = 0;
    try {
      while (!process.waitFor(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
        peak = Math.max(peak, peakRss(process.pid()));
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
    return new Measure(seconds, peak / 1024);
  }

  private static long peakRss(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0; // it has just ended
    }
  }

  private static double[] median(List<double[]> rows) {
    double[] median = new double[rows.get(0).length];
    for (int column = 0; column < median.length; column++) {
      int c = column;
      median[column] = rows.stream().mapToDouble(row -> row[c]).sorted().toArray()[rows.size() / 2];
    }
    return median;
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
