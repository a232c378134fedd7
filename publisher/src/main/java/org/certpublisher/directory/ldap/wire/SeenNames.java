package org.certpublisher.directory.ldap.wire;

import java.util.Locale;

/**
 * The names that were seen, 64 bits each: about 16 MB for a million. Two names that fall together
 * (once in ten million reads of a million entries) leave one entry out of one run.
 */
final class SeenNames {
  private static final long PRIME = 0x100000001b3L;
  private static final long OFFSET = 0xcbf29ce484222325L;

  private long[] table = new long[1 << 10];
  private int size;

  /** Adds a name, case ignored; false when it was there. */
  boolean add(String name) {
    if (size * 2 >= table.length) {
      grow();
    }
    boolean added = put(table, hash(name));
    size += added ? 1 : 0;
    return added;
  }

  private void grow() {
    long[] larger = new long[table.length * 2];
    for (long one : table) {
      if (one != 0) {
        put(larger, one);
      }
    }
    table = larger;
  }

  private static boolean put(long[] table, long hash) {
    int mask = table.length - 1;
    int at = (int) (hash >>> 32) & mask;
    while (table[at] != 0 && table[at] != hash) {
      at = (at + 1) & mask;
    }
    boolean free = table[at] == 0;
    table[at] = hash;
    return free;
  }

  /** FNV-1a, its bits mixed once more; never 0. */
  private static long hash(String name) {
    long hash = OFFSET;
    String folded = name.toLowerCase(Locale.ROOT);
    for (int i = 0; i < folded.length(); i++) {
      hash = (hash ^ folded.charAt(i)) * PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    return hash == 0 ? 1 : hash;
  }
}
