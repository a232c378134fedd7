package org.certpublisher.plan;

/**
 * To how many entries each mailbox belongs, filled by the thin first pass; only mailboxes that some
 * certificate names need to be known. Three flat arrays and two 64-bit hashes instead of texts:
 * 1,000,000 mailboxes take 40 MB at most. Two texts of one hash (about 3 in 100,000,000 at that
 * size) make a mailbox look as if it had several entries, so nothing is written for it. Not safe
 * for several threads while it is being filled.
 */
public final class MatchTable {
  private static final int SMALLEST = 1 << 10;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private long[] mailboxes = new long[SMALLEST];
  private long[] names = new long[SMALLEST];
  private int[] counts = new int[SMALLEST];
  private int size;

  /** An empty table. */
  public MatchTable() {}

  /**
   * An entry has a mailbox. An entry that has it twice counts once, as long as its mailboxes are
   * added one after the other.
   */
  public void add(String mailboxKey, String dn) {
    long name = hash(dn);
    int at = find(hash(mailboxKey));
    if (counts[at] == 0) {
      mailboxes[at] = hash(mailboxKey);
      names[at] = name;
      counts[at] = 1;
      size++;
      if (size * 2L > mailboxes.length) {
        grow();
      }
    } else if (names[at] != name) {
      names[at] = name;
      counts[at]++;
    }
  }

  /** How many entries have the mailbox, by {@link org.certpublisher.cert.Mailbox#key}. */
  public int count(String mailboxKey) {
    return counts[find(hash(mailboxKey))];
  }

  /** Whether exactly one entry has the mailbox and it is this one. */
  public boolean belongsTo(String mailboxKey, String dn) {
    int at = find(hash(mailboxKey));
    return counts[at] == 1 && names[at] == hash(dn);
  }

  private int find(long mailbox) {
    int mask = mailboxes.length - 1;
    int at = (int) mailbox & mask;
    while (counts[at] != 0 && mailboxes[at] != mailbox) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    long[] oldMailboxes = mailboxes;
    long[] oldNames = names;
    int[] oldCounts = counts;
    int length = oldMailboxes.length * 2;
    mailboxes = new long[length];
    names = new long[length];
    counts = new int[length];
    for (int i = 0; i < oldMailboxes.length; i++) {
      if (oldCounts[i] != 0) {
        int at = find(oldMailboxes[i]);
        mailboxes[at] = oldMailboxes[i];
        names[at] = oldNames[i];
        counts[at] = oldCounts[i];
      }
    }
  }

  /** FNV-1a over the characters, then mixed so that every bit depends on all of them. */
  private static long hash(String text) {
    long h = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      h = (h ^ text.charAt(i)) * FNV_PRIME;
    }
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
