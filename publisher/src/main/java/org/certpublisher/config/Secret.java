package org.certpublisher.config;

/** A password. It never prints itself, has no equality and is in no digest. */
public final class Secret {
  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /** A secret of this text. */
  public static Secret of(String text) {
    return new Secret(text);
  }

  /** The text, for the one place that sends it. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "***";
  }
}
