package org.certpublisher.config.yaml;

/**
 * One thing that is wrong in a configuration.
 *
 * @param line counted from 1; 0 where no line can be named
 * @param key the path of the key, for example {@code authorities[0].source.type}; may be empty
 * @param text what was found and what is expected
 */
public record Problem(String file, int line, String key, String text) {
  /** Makes key and text one line each, without control characters and not endless. */
  public Problem {
    key = flat(key, 200);
    text = flat(text, 1000);
  }

  private static String flat(String text, int most) {
    String line = text.replaceAll("\\s+", " ").replaceAll("\\p{Cc}", "?").strip();
    return line.length() > most ? line.substring(0, most) + "…" : line;
  }

  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + text;
  }
}
