package org.certpublisher.plan.creation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Sha256;

/**
 * By what an entry that was made is known again, also when the state is lost: a value of its
 * description that holds a digest of all its other attributes. Whoever changes or adds one, or
 * edits the description, has taken the entry over: it is then never removed.
 */
final class Mark {
  static final String ATTRIBUTE = "description";

  private static final String START = "made by cert-publisher (";
  private static final int DIGITS = 16;

  private Mark() {}

  static boolean isMark(Der value) {
    return new String(value.toBytes(), StandardCharsets.UTF_8).startsWith(START);
  }

  /** The mark of an entry with these attributes; a mark among them does not count. */
  static String of(Map<String, List<Der>> others) {
    Map<String, List<Der>> sorted = new TreeMap<>();
    others.forEach((name, values) -> sorted.put(name.toLowerCase(Locale.ROOT), values));
    sorted.remove(ATTRIBUTE);
    MessageDigest digest = Sha256.newDigest();
    sorted.forEach(
        (name, values) -> {
          digest.update(name.getBytes(StandardCharsets.UTF_8));
          digest.update((byte) 0);
          values.stream()
              .map(Der::sha256)
              .sorted()
              .forEach(value -> digest.update(value.toBytes()));
        });
    return START + Sha256.ofDigest(digest.digest()).toString().substring(0, DIGITS) + ")";
  }
}
