package org.certpublisher.config.yaml;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what was probably meant. */
public final class Spelling {
  private Spelling() {}

  /** "did you mean …?" when a known word is near, else the other text. */
  public static String suggest(String word, List<String> known, String otherwise) {
    return known.stream()
        .min(Comparator.comparingInt(one -> distance(word, one)))
        .filter(nearest -> distance(word, nearest) <= Math.max(1, nearest.length() / 3))
        .map(nearest -> (otherwise.isEmpty() ? "; " : "") + "did you mean \"" + nearest + "\"?")
        .orElse(otherwise);
  }

  /** Levenshtein's distance, case ignored; beyond 64 characters nothing is near. */
  public static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    if (a.length() > 64) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int swap = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(swap, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
