package org.certpublisher.it;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
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
  private static final String JAVA =
      "-XX:+UseSerialGC -XX:-UsePerfData -XX:TieredStopAtLevel=1 -Xshare:auto -Xlog:disable";

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

  /** What is measured in each round, each by a process of its own. */
  private enum Task {
    RAW_MODIFY("raw pipelined modify of the same values, 64 in flight"),
    VERIFIED("cold apply, each signature verified for the first time"),
    REMEMBERED("cold apply, verdicts remembered"),
    RAW_DUMP("raw paged dump of the same attributes"),
    NOTHING("apply with nothing to do");

    private final String text;

    Task(String text) {
      this.text = text;
    }
  }

  /** How a task compares with the least for it: the work by wall time, as a quotient. */
  private enum Ratio {
    FIRST("raw modify / cold apply, verified", Task.RAW_MODIFY, Task.VERIFIED, ">= 0.70"),
    AGAIN("raw modify / cold apply, remembered", Task.RAW_MODIFY, Task.REMEMBERED, ">= 0.90"),
    IDLE("apply with nothing to do / raw dump", Task.NOTHING, Task.RAW_DUMP, "<= 1.50");

    private final String text;
    private final Task over;
    private final Task under;
    private final String target;

    Ratio(String text, Task over, Task under, String target) {
      this.text = text;
      this.over = over;
      this.under = under;
      this.target = target;
    }

    double of(Map<Task, Measure> round) {
      return requireNonNull(round.get(over)).seconds() / requireNonNull(round.get(under)).seconds();
    }
  }

  private void speed(int rounds) throws IOException {
    keepPristine();
    slapd.start();
    ours(0, "apply");
    raw("save", values.toString());
    rawModify();
    ours(0, "plan"); // exit code 0: what the raw client wrote is what the program would write
    List<Map<Task, Measure>> measured = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      say("round %d of %d, %s", round, rounds, circumstances());
      measured.add(round(round));
      tell(measured.subList(round - 1, round));
    }
    slapd.close();
    say("median of %d rounds, %d people", rounds, people);
    tell(measured);
    say("  %-55s %6d MB", "peak heap of the cold apply, verified", peakHeap()[0]);
  }

  private static void tell(List<Map<Task, Measure>> rounds) {
    say(
        "  %-55s %8s %8s %7s",
        "fresh process each, from start to end", "wall s", "CPU s", "RSS MB");
    for (Task task : Task.values()) {
      List<Measure> all = rounds.stream().map(round -> round.get(task)).toList();
      say(
          "  %-55s %8.2f %8.2f %7.0f",
          task.text,
          median(all, Measure::seconds),
          median(all, Measure::processorSeconds),
          median(all, Measure::peakRssMegabytes));
    }
    for (Ratio ratio : Ratio.values()) {
      double value = median(rounds, ratio::of);
      say("  %-55s %8.2f   target %s", ratio.text, value, ratio.target);
    }
  }

  /** The first and the last are run in turn, so that neither side has the better place. */
  private Map<Task, Measure> round(int number) throws IOException {
    Map<Task, Measure> round = new EnumMap<>(Task.class);
    boolean rawFirst = number % 2 == 1;
    if (rawFirst) {
      round.put(Task.RAW_MODIFY, rawModify());
    }
    reset();
    forget();
    round.put(Task.VERIFIED, run(0, ours("-Xlog:gc:file=" + gcLog(), "apply")));
    reset();
    round.put(Task.REMEMBERED, ours(0, "apply"));
    if (!rawFirst) {
      round.put(Task.RAW_MODIFY, rawModify());
    }
    ours(0, "apply");
    if (rawFirst) {
      round.put(Task.RAW_DUMP, raw("dump"));
    }
    round.put(Task.NOTHING, ours(0, "apply"));
    if (!rawFirst) {
      round.put(Task.RAW_DUMP, raw("dump"));
    }
    return round;
  }

  /** What else decides the figures: how fast the disk is, and how busy the machine. */
  private String circumstances() throws IOException {
    long[] nanos = new long[200];
    try (FileChannel file =
        FileChannel.open(
            folder.resolve("disk"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < nanos.length; i++) {
        long started = System.nanoTime();
        file.write(ByteBuffer.allocate(16_384), i % 10 * 16_384L);
        file.force(false);
        nanos[i] = System.nanoTime() - started;
      }
    }
    Arrays.sort(nanos);
    return String.format(
        Locale.ROOT,
        "fdatasync of 16 KB %d us (nine of ten below %d), load %.2f",
        nanos[nanos.length / 2] / 1000,
        nanos[nanos.length * 9 / 10] / 1000,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private Measure rawModify() throws IOException {
    reset();
    return raw("modify", values.toString());
  }

  private void memory(String heap) throws IOException {
    slapd.start();
    for (String what : new String[] {"cold apply", "apply with nothing to do"}) {
      Measure measure = run(0, ours("-Xmx" + heap + " -Xlog:gc:file=" + gcLog(), "apply"));
      long[] peaks = peakHeap();
      say(
          "%d people, -Xmx%s, %s: %.2f s, peak RSS %d MB, peak heap %d MB, live at most %d MB",
          people, heap, what, measure.seconds(), measure.peakRssMegabytes(), peaks[0], peaks[1]);
    }
    slapd.close();
  }

  private Path gcLog() {
    return folder.resolve("gc.log");
  }

  /** The most that was used before a collection, and the most that was left after one. */
  private long[] peakHeap() throws IOException {
    long[] peaks = {0, 0};
    try (Stream<String> lines = Files.lines(gcLog())) {
      lines.map(HEAP::matcher).filter(Matcher::find).forEach(found -> peak(found, peaks));
    }
    return peaks;
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

  /** With the same collector and, because its class path begins alike, the same class archive. */
  private Measure raw(String... arguments) throws IOException {
    Path jar = Path.of(System.getProperty("program")).toAbsolutePath().normalize();
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(List.of(JAVA.split(" ", -1)));
    command.add("-XX:SharedArchiveFile=" + jar.toString().replaceAll("jar$", "jsa"));
    command.addAll(List.of("-cp", jar + ":" + System.getProperty("raw")));
    command.addAll(List.of(RawClient.class.getName(), arguments[0], slapd.url()));
    command.addAll(List.of(arguments).subList(1, arguments.length));
    return run(0, new ProcessBuilder(command));
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
    return Measure.of(builder, folder.resolve("output"), exit);
  }

  private static <T> double median(List<T> all, ToDoubleFunction<T> figure) {
    return all.stream().mapToDouble(figure).sorted().toArray()[all.size() / 2];
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
