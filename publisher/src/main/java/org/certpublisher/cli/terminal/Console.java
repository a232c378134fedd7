package org.certpublisher.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command writes: the result to {@code out}, all else to {@code err}. Both are UTF-8
 * whatever the locale. Of a stream that nobody reads any more nothing is said.
 *
 * @param colour whether the result may be coloured
 * @param progress whether progress may be shown on {@code err}
 */
public record Console(
    PrintStream out,
    PrintStream err,
    boolean colour,
    boolean progress,
    Map<String, String> environment) {
  /** Copies its collection. */
  public Console {
    environment = Map.copyOf(environment);
  }

  /** The console of this process. Colour only on a terminal, and not when NO_COLOR is set. */
  public static Console ofProcess(Map<String, String> environment) {
    boolean plain =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || "dumb".equals(environment.getOrDefault("TERM", "dumb"));
    return new Console(
        stream(FileDescriptor.out, isTerminal(1)),
        stream(FileDescriptor.err, true),
        isTerminal(1) && !plain,
        isTerminal(2) && !plain,
        environment);
  }

  private static PrintStream stream(FileDescriptor descriptor, boolean flushing) {
    return new PrintStream(
        new java.io.BufferedOutputStream(new FileOutputStream(descriptor), 1 << 13),
        flushing,
        StandardCharsets.UTF_8);
  }

  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false; // no /proc here: plain output is always right
    }
  }

  /** A text of whatever origin as one line that moves no cursor. */
  public static String oneLine(String text) {
    return text.replaceAll("\\s*[\\r\\n]+\\s*", " | ")
        .replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u202a-\\u202e\\u2066-\\u2069]", "?");
  }

  /** The same with another stream for the result, which is neither coloured nor a terminal. */
  public Console withOut(PrintStream other) {
    return new Console(other, err, false, false, environment);
  }
}
