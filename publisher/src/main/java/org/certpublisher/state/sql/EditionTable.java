package org.certpublisher.state.sql;

import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Sha256;
import org.certpublisher.source.Edition;

/** The newest issues of revocation lists that were used. */
final class EditionTable {
  private EditionTable() {}

  static List<Edition> all(Database database) {
    return database.query(
        "SELECT list_id, list_name, list_number, made FROM editions",
        statement -> {},
        row ->
            new Edition(
                Sha256.ofDigest(row.getBytes(1)),
                row.getString(2),
                Optional.of(row.getString(3)).filter(n -> !n.isEmpty()).map(BigInteger::new),
                Instant.ofEpochMilli(row.getLong(4))));
  }

  static void record(Database database, List<Edition> editions) {
    database.transaction(
        () -> {
          for (Edition edition : editions) {
            replace(database, edition);
          }
        });
  }

  private static void replace(Database database, Edition edition) throws SQLException {
    database.execute(
        "DELETE FROM editions WHERE list_id = ?",
        statement -> statement.setBytes(1, edition.list().toBytes()));
    database.execute(
        "INSERT INTO editions (list_id, list_name, list_number, made) VALUES (?, ?, ?, ?)",
        statement -> {
          statement.setBytes(1, edition.list().toBytes());
          statement.setString(2, JournalTable.cut(edition.name()));
          statement.setString(3, edition.number().map(BigInteger::toString).orElse(""));
          statement.setLong(4, edition.made().toEpochMilli());
        });
  }
}
