package org.certpublisher.state.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Outcome;
import org.certpublisher.state.Journaled;
import org.certpublisher.state.StateException;
import org.certpublisher.state.StateStore;

/** The changes of one run, written before they are sent, and the entries that were refused. */
final class JournalTable {
  /** The length of every column that holds a text for people. */
  private static final int TEXT = 4000;

  private final Database database;
  private final String publication;
  private final Instant started;
  private final IdentityHashMap<List<EntryChange>, Long> windows = new IdentityHashMap<>();
  private long nextRow;

  JournalTable(Database database, String publication, Instant started, long nextRow) {
    this.database = database;
    this.publication = publication;
    this.started = started;
    this.nextRow = nextRow;
  }

  /** Writes a window ahead. */
  void write(long run, List<EntryChange> window, List<String> reasons) {
    if (window.size() != reasons.size()) {
      throw new StateException("a window was journaled without all its reasons");
    }
    long first = nextRow;
    database.transaction(
        () -> {
          try (PreparedStatement statement =
              database.prepare(
                  "INSERT INTO journal (id, run, dn, changes, reason) VALUES (?, ?, ?, ?, ?)")) {
            for (int i = 0; i < window.size(); i++) {
              EntryChange change = window.get(i);
              statement.setLong(1, nextRow++);
              statement.setLong(2, run);
              statement.setString(3, change.dn());
              statement.setBytes(4, JournalBytes.write(change));
              statement.setString(5, cut(reasons.get(i)));
              statement.addBatch();
            }
            statement.executeBatch();
          }
        });
    windows.put(window, first);
  }

  /** Records what became of a window. */
  void settle(List<EntryChange> window, List<Outcome> outcomes) {
    Long first = windows.remove(window);
    if (first == null || window.size() != outcomes.size()) {
      throw new StateException("a window was settled that was not journaled");
    }
    Map<String, StateStore.Refusal> refused = refused(database, publication);
    database.transaction(
        () -> {
          database.execute(
              "UPDATE journal SET outcome = 'DONE', text = '' WHERE id BETWEEN ? AND ?",
              statement -> {
                statement.setLong(1, first);
                statement.setLong(2, first + window.size() - 1);
              });
          for (int i = 0; i < window.size(); i++) {
            Outcome outcome = outcomes.get(i);
            if (outcome.kind() != Outcome.Kind.DONE) {
              settleRow(database, first + i, outcome);
            }
            remember(refused, window.get(i).dn(), outcome);
          }
        });
  }

  /** An unsettled change stays open: the next run looks at the entry. */
  static void settleRow(Database database, long id, Outcome outcome) throws SQLException {
    boolean open = outcome.kind() == Outcome.Kind.UNSETTLED;
    database.execute(
        "UPDATE journal SET outcome = ?, text = ? WHERE id = ?",
        statement -> {
          statement.setString(1, open ? null : outcome.kind().name());
          statement.setString(2, cut(outcome.text()));
          statement.setLong(3, id);
        });
  }

  private void remember(Map<String, StateStore.Refusal> refused, String dn, Outcome outcome)
      throws SQLException {
    boolean known = refused.containsKey(dn);
    if (outcome.kind() == Outcome.Kind.DONE && known) {
      database.execute(
          "DELETE FROM refused WHERE publication = ? AND dn = ?",
          statement -> {
            statement.setString(1, publication);
            statement.setString(2, dn);
          });
    } else if (outcome.kind() == Outcome.Kind.NOT_PERMITTED) {
      database.execute(
          known
              ? "UPDATE refused SET last_tried = ?, text = ? WHERE publication = ? AND dn = ?"
              : "INSERT INTO refused (last_tried, text, publication, dn, since)"
                  + " VALUES (?, ?, ?, ?, ?)",
          statement -> {
            statement.setLong(1, started.toEpochMilli());
            statement.setString(2, cut(outcome.text()));
            statement.setString(3, publication);
            statement.setString(4, dn);
            if (!known) {
              statement.setLong(5, started.toEpochMilli());
            }
          });
    }
  }

  /** Texts for people, as far as a column holds them. */
  static String cut(String text) {
    return text.length() <= TEXT ? text : text.substring(0, TEXT - 1) + "…";
  }

  /** The entries of a publication that were refused. */
  static Map<String, StateStore.Refusal> refused(Database database, String publication) {
    Map<String, StateStore.Refusal> all = new LinkedHashMap<>();
    database.query(
        "SELECT dn, since, last_tried, text FROM refused WHERE publication = ?",
        statement -> statement.setString(1, publication),
        row ->
            all.put(
                row.getString(1),
                new StateStore.Refusal(
                    Instant.ofEpochMilli(row.getLong(2)),
                    Instant.ofEpochMilli(row.getLong(3)),
                    row.getString(4))));
    return all;
  }

  /** The open changes of a publication. */
  static List<StateStore.OpenChange> unsettled(Database database, String publication) {
    return database.query(
        "SELECT j.id, j.run, j.dn, j.changes FROM journal j JOIN runs r ON r.id = j.run"
            + " WHERE j.outcome IS NULL AND r.publication = ?"
            + " AND (r.finished IS NULL OR r.outcome <> 'done') ORDER BY j.id",
        statement -> statement.setString(1, publication),
        row -> {
          Journaled said = JournalBytes.read(row.getBytes(4));
          return new StateStore.OpenChange(
              row.getLong(1), row.getLong(2), row.getString(3), said.published(), said.withdrawn());
        });
  }
}
