package org.certpublisher.plan;

import java.util.Optional;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.CertificateSummary.MatchKey;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.match.MatchRule;
import org.certpublisher.cert.match.MatchRules;

/**
 * Which entries the rules of matching find, filled by the thin first pass. Three flat arrays and
 * two 64-bit hashes instead of texts: 1,000,000 keys take 40 MB at most. Two texts of one hash
 * (about 3 in 100,000,000 at that size) make a key look as if it had several entries, so nothing is
 * written for it. Not safe for several threads while it is being filled.
 */
public final class MatchTable {
  private static final int SMALLEST = 1 << 10;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final MatchRules rules;
  private long[] keys = new long[SMALLEST];
  private long[] names = new long[SMALLEST];
  private int[] counts = new int[SMALLEST];
  private int size;

  /** An empty table for these rules. */
  public MatchTable(MatchRules rules) {
    this.rules = rules;
  }

  /**
   * What was found for a mailbox of a certificate.
   *
   * @param by the rule that found any entry
   * @param count how many entries
   * @param name the hash of the entry's name when it is one
   */
  public record Hit(Optional<MatchRule> by, int count, long name) {
    static final Hit NONE = new Hit(Optional.empty(), 0, 0);

    /** Whether exactly one entry was found and it is this one. */
    public boolean belongsTo(String dn) {
      return count == 1 && name == hash(dn);
    }

    /** What two keys of one rule find together. */
    private Hit and(Hit other) {
      if (count == 0 || other.count == 0) {
        return count == 0 ? other : this;
      }
      boolean same = count == 1 && other.count == 1 && name == other.name;
      return same ? this : new Hit(by, count + other.count, name);
    }
  }

  /**
   * An entry says this of itself. One that says it twice counts once, as long as all that it says
   * is added one after the other.
   */
  public void add(MatchKey key, String dn) {
    long name = hash(dn);
    long said = hash(key);
    int at = find(said);
    if (counts[at] == 0) {
      keys[at] = said;
      names[at] = name;
      counts[at] = 1;
      size++;
      if (size * 2L > keys.length) {
        grow();
      }
    } else if (names[at] != name) {
      names[at] = name;
      counts[at]++;
    }
  }

  /** Whether no entry says anything by which it is found. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** The rules that it was filled by. */
  public MatchRules rules() {
    return rules;
  }

  /** Which entries a mailbox of a certificate finds, by the first rule that finds any. */
  public Hit find(CertificateSummary certificate, Mailbox mailbox) {
    for (MatchRule rule : rules.rules()) {
      Hit hit = Hit.NONE;
      for (MatchKey key : rule.sought(certificate, mailbox)) {
        hit = hit.and(found(rule, key));
      }
      if (hit.count() > 0) {
        return hit;
      }
    }
    return Hit.NONE;
  }

  private Hit found(MatchRule rule, MatchKey key) {
    int at = find(hash(key));
    return counts[at] == 0 ? Hit.NONE : new Hit(Optional.of(rule), counts[at], names[at]);
  }

  private int find(long key) {
    int mask = keys.length - 1;
    int at = (int) key & mask;
    while (counts[at] != 0 && keys[at] != key) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldNames = names;
    int[] oldCounts = counts;
    int length = oldKeys.length * 2;
    keys = new long[length];
    names = new long[length];
    counts = new int[length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldCounts[i] != 0) {
        int at = find(oldKeys[i]);
        keys[at] = oldKeys[i];
        names[at] = oldNames[i];
        counts[at] = oldCounts[i];
      }
    }
  }

  private static long hash(String text) {
    return mixed(fnv(FNV_OFFSET, text));
  }

  /** Rule and text, with a separator that no name of a rule has. */
  private static long hash(MatchKey key) {
    return mixed(fnv(fnv(FNV_OFFSET, key.rule()) * FNV_PRIME, key.text()));
  }

  /** FNV-1a over the characters. */
  private static long fnv(long start, String text) {
    long h = start;
    for (int i = 0; i < text.length(); i++) {
      h = (h ^ text.charAt(i)) * FNV_PRIME;
    }
    return h;
  }

  /** Makes every bit depend on all of them. */
  private static long mixed(long hash) {
    long h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
