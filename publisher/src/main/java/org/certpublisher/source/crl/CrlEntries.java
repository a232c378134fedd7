package org.certpublisher.source.crl;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.cert.asn1.Asn1Element;
import org.certpublisher.cert.asn1.Asn1Time;
import org.certpublisher.cert.asn1.MalformedAsn1Exception;
import org.certpublisher.source.file.DerCursor;
import org.certpublisher.source.file.MalformedDerException;

/**
 * The revoked certificates of a CRL, found by serial number. Entries stay in the CRL's bytes; an
 * open-addressing table holds where each begins: 8 bytes an entry, and one walk over the bytes.
 * Made only of signed bytes, so nobody but the CA chooses what is hashed.
 */
final class CrlEntries {
  private final byte[] bytes;
  private final int[] slots;
  private final int size;

  private CrlEntries(byte[] bytes, int[] slots, int size) {
    this.bytes = bytes;
    this.slots = slots;
    this.size = size;
  }

  /** What a CRL says of one serial number. */
  record Entry(RevocationReason reason, Instant at) {}

  /**
   * Indexes the revokedCertificates that begin at an offset; a negative one means there are none.
   */
  static CrlEntries index(byte[] bytes, int offset)
      throws MalformedDerException, MalformedAsn1Exception {
    if (offset < 0) {
      return new CrlEntries(bytes, new int[0], 0);
    }
    int count = 0;
    DerCursor entries = DerCursor.at(bytes, offset).next(DerCursor.SEQUENCE).inside();
    while (!entries.isAtEnd()) {
      check(entries.next(DerCursor.SEQUENCE).inside());
      count++;
    }
    int capacity = Integer.highestOneBit(Math.max(4, Math.min(count, 1 << 28))) * 4;
    CrlEntries index = new CrlEntries(bytes, new int[capacity], count);
    entries = DerCursor.at(bytes, offset).next(DerCursor.SEQUENCE).inside();
    while (!entries.isAtEnd()) {
      index.add(entries.next().start());
    }
    return index;
  }

  private static void check(DerCursor entry) throws MalformedDerException {
    entry.next(DerCursor.INTEGER);
    if (entry.contentLength() == 0) {
      throw new MalformedDerException("an empty serial number at byte " + entry.start());
    }
    int time = entry.next().tag();
    if (time != DerCursor.UTC_TIME && time != DerCursor.GENERALIZED_TIME) {
      throw new MalformedDerException("no time at byte " + entry.start());
    }
    if (!entry.isAtEnd()) {
      entry.next(DerCursor.SEQUENCE);
    }
    if (!entry.isAtEnd()) {
      throw new MalformedDerException("more than an entry has at byte " + entry.contentEnd());
    }
  }

  /** How many entries. */
  int size() {
    return size;
  }

  /** Of two entries with one serial number the worse stays: a hold gives way. */
  private void add(int start) throws MalformedDerException, MalformedAsn1Exception {
    DerCursor serial = DerCursor.at(bytes, start).next().inside().next();
    int from = significant(serial.contentStart(), serial.contentEnd());
    int slot = find(bytes, from, serial.contentEnd());
    boolean taken = slots[slot] != 0;
    if (!taken || entry(slots[slot]).reason() == RevocationReason.CERTIFICATE_HOLD) {
      slots[slot] = start;
    }
  }

  /** What is said of a serial number, if anything. */
  Optional<Entry> find(BigInteger serial) throws MalformedDerException, MalformedAsn1Exception {
    if (size == 0) {
      return Optional.empty();
    }
    byte[] wanted = serial.toByteArray();
    int slot = find(wanted, 0, wanted.length);
    return slots[slot] == 0 ? Optional.empty() : Optional.of(entry(slots[slot]));
  }

  /** The slot of a serial number, or the free one where it belongs. No entry begins at byte 0. */
  private int find(byte[] wanted, int from, int to) throws MalformedDerException {
    int mask = slots.length - 1;
    int slot = hash(wanted, from, to) & mask;
    while (slots[slot] != 0) {
      DerCursor serial = DerCursor.at(bytes, slots[slot]).next().inside().next();
      int start = significant(serial.contentStart(), serial.contentEnd());
      if (Arrays.equals(bytes, start, serial.contentEnd(), wanted, from, to)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Past what BER may write before a number: bytes that only repeat its sign. */
  private int significant(int from, int to) {
    int start = from;
    while (start < to - 1
        && (bytes[start] == 0 || bytes[start] == -1)
        && (bytes[start] < 0) == (bytes[start + 1] < 0)) {
      start++;
    }
    return start;
  }

  private static int hash(byte[] wanted, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 0x01000193 + wanted[i];
    }
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    return hash ^ (hash >>> 13);
  }

  private Entry entry(int start) throws MalformedDerException, MalformedAsn1Exception {
    DerCursor entry = DerCursor.at(bytes, start).next().inside().next();
    Instant at = Asn1Time.of(Asn1Element.readDer(entry.next().element()));
    CrlExtensions extensions =
        entry.isAtEnd() ? CrlExtensions.NONE : CrlExtensions.parse(entry.next().element());
    RevocationReason reason =
        RevocationReason.ofCode(extensions.reason()).orElse(RevocationReason.UNSPECIFIED);
    return new Entry(reason, at);
  }
}
