package org.certpublisher.state.sql;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.authority.Verdicts;

/**
 * All verdicts in memory. In the database they are packed, thousands in a row, by authority key and
 * verdict: 100,000 are 3.2 MB and are loaded in one query.
 */
final class RememberedVerdicts implements Verdicts {
  private static final int BYTES = 32;
  private static final int PER_ROW = 16_384;
  private static final int TOO_MANY_ROWS = 256;

  private final Map<Sha256, Map<Sha256, Boolean>> byKey = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Made> made = new ConcurrentLinkedQueue<>();
  private int rows;

  /** A check of this run. */
  private record Made(Sha256 certificate, Kind kind) {}

  private record Kind(Sha256 key, boolean signed) {}

  /** Loads what is known. */
  static RememberedVerdicts load(Database database) {
    RememberedVerdicts verdicts = new RememberedVerdicts();
    List<Integer> counts =
        database.query(
            "SELECT authority_key, signed, certificates FROM verdicts",
            statement -> {},
            row -> {
              Kind kind = new Kind(Sha256.ofDigest(row.getBytes(1)), row.getBoolean(2));
              return verdicts.unpack(kind, ByteBuffer.wrap(row.getBytes(3)));
            });
    verdicts.rows = counts.size();
    return verdicts;
  }

  private int unpack(Kind kind, ByteBuffer packed) {
    int count = packed.remaining() / BYTES;
    Map<Sha256, Boolean> known = of(kind.key());
    for (int i = 0; i < count; i++) {
      Sha256 certificate =
          new Sha256(packed.getLong(), packed.getLong(), packed.getLong(), packed.getLong());
      known.put(certificate, kind.signed());
    }
    return count;
  }

  private Map<Sha256, Boolean> of(Sha256 key) {
    return byKey.computeIfAbsent(key, k -> new ConcurrentHashMap<>());
  }

  @Override
  public Optional<Boolean> recall(Sha256 certificate, Sha256 authorityKey) {
    return Optional.ofNullable(of(authorityKey).get(certificate));
  }

  @Override
  public void remember(Sha256 certificate, Sha256 authorityKey, boolean signed) {
    of(authorityKey).put(certificate, signed);
    made.add(new Made(certificate, new Kind(authorityKey, signed)));
  }

  boolean hasNew() {
    return !made.isEmpty();
  }

  /** Writes what was made since the last time. */
  void append(Database database) {
    if (made.isEmpty()) {
      return;
    }
    Map<Kind, List<Sha256>> packed = new HashMap<>();
    for (Made one = made.poll(); one != null; one = made.poll()) {
      packed.computeIfAbsent(one.kind(), kind -> new ArrayList<>()).add(one.certificate());
    }
    database.transaction(
        () -> {
          if (rows > TOO_MANY_ROWS) {
            database.execute("DELETE FROM verdicts", statement -> {});
            rows = 0;
            insert(database, everything());
          } else {
            insert(database, packed);
          }
        });
  }

  private Map<Kind, List<Sha256>> everything() {
    Map<Kind, List<Sha256>> all = new HashMap<>();
    byKey.forEach(
        (key, known) ->
            known.forEach(
                (certificate, signed) ->
                    all.computeIfAbsent(new Kind(key, signed), kind -> new ArrayList<>())
                        .add(certificate)));
    return all;
  }

  private void insert(Database database, Map<Kind, List<Sha256>> packed) throws SQLException {
    try (PreparedStatement statement =
        database.prepare(
            "INSERT INTO verdicts (authority_key, signed, certificates) VALUES (?, ?, ?)")) {
      for (Map.Entry<Kind, List<Sha256>> kind : packed.entrySet()) {
        List<Sha256> all = kind.getValue();
        for (int from = 0; from < all.size(); from += PER_ROW) {
          statement.setBytes(1, kind.getKey().key().toBytes());
          statement.setBoolean(2, kind.getKey().signed());
          statement.setBytes(3, pack(all.subList(from, Math.min(all.size(), from + PER_ROW))));
          statement.executeUpdate();
          rows++;
        }
      }
    }
  }

  private static byte[] pack(List<Sha256> certificates) {
    ByteBuffer buffer = ByteBuffer.allocate(certificates.size() * BYTES);
    for (Sha256 one : certificates) {
      buffer.putLong(one.a()).putLong(one.b()).putLong(one.c()).putLong(one.d());
    }
    return buffer.array();
  }
}
