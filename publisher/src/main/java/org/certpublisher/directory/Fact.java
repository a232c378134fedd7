package org.certpublisher.directory;

/**
 * One thing that was found out about a directory, for {@code check}.
 *
 * @param text one line
 * @param cure LDIF for the directory's administrator to load, or commands to run; empty when
 *     nothing is amiss or there is no more to say than the text does
 */
public record Fact(Kind kind, String text, String cure) {
  /** How much it matters. */
  public enum Kind {
    /** As it should be, or good to know. */
    GOOD,
    /** Somebody will stumble over it. */
    WARNING,
    /** A run will stumble over it. */
    PROBLEM
  }

  /** As it should be, or good to know. */
  public static Fact good(String text) {
    return new Fact(Kind.GOOD, text, "");
  }

  /** Somebody will stumble over it. */
  public static Fact warning(String text, String cure) {
    return new Fact(Kind.WARNING, text, cure);
  }

  /** A run will stumble over it. */
  public static Fact problem(String text, String cure) {
    return new Fact(Kind.PROBLEM, text, cure);
  }
}
