package org.certpublisher.state.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.certpublisher.state.StateStore;

/** The publications whose schedule rests. */
final class PauseTable {
  private static final int OPERATOR = 200;

  private PauseTable() {}

  static Optional<StateStore.Pause> find(Database database, String publication) {
    return database
        .query(
            "SELECT since, undone, operator FROM paused WHERE publication = ?",
            statement -> statement.setString(1, publication),
            row ->
                new StateStore.Pause(
                    Instant.ofEpochMilli(row.getLong(1)), row.getLong(2), row.getString(3)))
        .stream()
        .findFirst();
  }

  static void put(Database database, String publication, StateStore.Pause pause) {
    database.transaction(
        () -> {
          delete(database, publication);
          database.execute(
              "INSERT INTO paused (publication, since, undone, operator) VALUES (?, ?, ?, ?)",
              statement -> {
                statement.setString(1, publication);
                statement.setLong(2, pause.since().toEpochMilli());
                statement.setLong(3, pause.undone());
                statement.setString(
                    4,
                    pause.operator().substring(0, Math.min(OPERATOR, pause.operator().length())));
              });
        });
  }

  static void end(Database database, String publication) {
    database.transaction(() -> delete(database, publication));
  }

  private static void delete(Database database, String publication) throws SQLException {
    database.execute(
        "DELETE FROM paused WHERE publication = ?",
        statement -> statement.setString(1, publication));
  }
}
