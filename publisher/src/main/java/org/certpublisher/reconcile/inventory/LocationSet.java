package org.certpublisher.reconcile.inventory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Sha256;

/** Many places as 64-bit hashes: 8 bytes each, sorted. */
final class LocationSet {
  private long[] hashes = new long[64];
  private int size;

  /** The hash of a place as a person reads it. */
  static long hash(String where) {
    return Sha256.of(where.getBytes(StandardCharsets.UTF_8)).a();
  }

  /** Reads what {@link #toDer} made. */
  static LocationSet of(Der bytes) {
    LocationSet set = new LocationSet();
    ByteBuffer buffer = ByteBuffer.wrap(bytes.view());
    while (buffer.remaining() >= Long.BYTES) {
      set.add(buffer.getLong());
    }
    Arrays.sort(set.hashes, 0, set.size);
    return set;
  }

  void add(long hash) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    hashes[size++] = hash;
  }

  /** Whether the place is in a set that was read. */
  boolean contains(long hash) {
    return Arrays.binarySearch(hashes, 0, size, hash) >= 0;
  }

  /** The hashes, sorted, 8 bytes each. */
  Der toDer() {
    Arrays.sort(hashes, 0, size);
    ByteBuffer buffer = ByteBuffer.allocate(size * Long.BYTES);
    for (int i = 0; i < size; i++) {
      buffer.putLong(hashes[i]);
    }
    return Der.wrap(buffer.array());
  }
}
