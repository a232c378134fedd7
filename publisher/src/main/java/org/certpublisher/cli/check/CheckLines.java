package org.certpublisher.cli.check;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Map;
import org.certpublisher.cli.terminal.Console;

/** Lines that begin with ok, warn or fail, counted. */
final class CheckLines {
  /** How a line begins. */
  enum Mark {
    OK("ok  ", "32"),
    WARN("warn", "33"),
    FAIL("fail", "31");

    private final String word;
    private final String colour;

    Mark(String word, String colour) {
      this.word = word;
      this.colour = colour;
    }
  }

  private final PrintStream out;
  private final boolean colour;
  private final Map<Mark, Integer> counts = new EnumMap<>(Mark.class);

  CheckLines(PrintStream out, boolean colour) {
    this.out = out;
    this.colour = colour;
  }

  void ok(String text) {
    line(Mark.OK, text);
  }

  void warn(String text) {
    line(Mark.WARN, text);
  }

  void fail(String text) {
    line(Mark.FAIL, text);
  }

  private void line(Mark mark, String text) {
    counts.merge(mark, 1, Integer::sum);
    String word = colour ? "\u001b[" + mark.colour + "m" + mark.word + "\u001b[0m" : mark.word;
    out.println(word + "  " + Console.oneLine(text));
  }

  /** What mends the line before, from the first column on, so that it can be copied to a file. */
  void cure(String ldif) {
    if (!ldif.isBlank()) {
      out.println();
      ldif.lines().map(Console::oneLine).forEach(out::println);
      out.println();
    }
  }

  int count(Mark mark) {
    return counts.getOrDefault(mark, 0);
  }
}
