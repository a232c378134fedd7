package org.certpublisher.report;

/**
 * Lines for a terminal. Every text that is printed is made visible first, so the only escape
 * sequences are those of the colours, and these only where they were asked for.
 */
final class Terminal {
  private final Output out;
  private final boolean colour;

  Terminal(Output out, boolean colour) {
    this.out = out;
    this.colour = colour;
  }

  /** What a line is, as a colour. */
  enum Tone {
    PLAIN(""),
    HEAD("1"),
    DIM("2"),
    PUBLISH("32"),
    WITHDRAW("31"),
    SWAP("33"),
    WARNING("33"),
    ERROR("1;31");

    private final String code;

    Tone(String code) {
      this.code = code;
    }
  }

  /** A line in one tone, so many blanks in. */
  Terminal line(int indent, Tone tone, String text) {
    out.print(" ".repeat(indent));
    part(tone, text);
    out.print("\n");
    return this;
  }

  /** A line that begins with a mark in its tone and goes on without. */
  Terminal marked(int indent, Tone tone, String mark, String text) {
    out.print(" ".repeat(indent));
    part(tone, mark);
    out.print(" ", Visible.of(text), "\n");
    return this;
  }

  /** An empty line, then a heading with a remark behind it. */
  Terminal heading(Tone tone, String title, String remark) {
    out.print("\n");
    part(tone, title);
    if (!remark.isEmpty()) {
      out.print("  ");
      part(Tone.DIM, remark);
    }
    out.print("\n");
    return this;
  }

  private void part(Tone tone, String text) {
    boolean toned = colour && !tone.code.isEmpty();
    out.print(toned ? "\u001b[" + tone.code + "m" : "", Visible.of(text), toned ? "\u001b[0m" : "");
  }
}
