package org.certpublisher.report;

import java.io.Flushable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.CharBuffer;

/**
 * A writer onto whatever was passed in. Rows come by consumers, which may not throw {@link
 * IOException}; it crosses them unchecked and comes out of {@link #write(Appendable, Body)} as it
 * was.
 */
final class Output extends Writer {
  private final Appendable out;

  private Output(Appendable out) {
    this.out = out;
  }

  /** What writes. */
  interface Body {
    void write(Output out) throws IOException;
  }

  /** Lets the body write, then flushes. */
  static void write(Appendable out, Body body) throws IOException {
    Output output = new Output(out);
    try {
      body.write(output);
      output.flush();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Writes the texts one after the other. */
  Output print(String... texts) {
    try {
      for (String text : texts) {
        out.append(text);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(String text) throws IOException {
    out.append(text);
  }

  @Override
  public void write(char[] chars, int offset, int length) throws IOException {
    out.append(CharBuffer.wrap(chars, offset, length));
  }

  @Override
  public void flush() throws IOException {
    if (out instanceof Flushable flushable) {
      flushable.flush();
    }
  }

  /** What was passed in stays open: it is its owner's. */
  @Override
  public void close() throws IOException {
    flush();
  }
}
