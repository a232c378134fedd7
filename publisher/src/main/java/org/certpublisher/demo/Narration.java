package org.certpublisher.demo;

import java.io.PrintStream;

/** Tells what happens, and remembers whether all went as told. */
final class Narration {
  private final PrintStream out;
  private int surprises;

  Narration(PrintStream out) {
    this.out = out;
  }

  /** A line, or several. */
  void say(String text) {
    out.println(text);
  }

  /** The output of a command, set off from the story. */
  void quote(String text) {
    text.lines().map(line -> line.isBlank() ? "" : "    | " + line).forEach(out::println);
  }

  /** Checks that something is as it was told, and says so when it is not. */
  void expect(boolean asTold, String what) {
    if (!asTold) {
      surprises++;
      out.println("  NOT AS TOLD: " + what);
    }
  }

  /** How many things were not as told. */
  int surprises() {
    return surprises;
  }
}
