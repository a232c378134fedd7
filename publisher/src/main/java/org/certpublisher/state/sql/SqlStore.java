package org.certpublisher.state.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.authority.Verdicts;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Outcome;
import org.certpublisher.source.Edition;
import org.certpublisher.state.History;
import org.certpublisher.state.StateException;
import org.certpublisher.state.StateStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state in tables. One thread at a time; the database is opened when it is first needed. */
final class SqlStore implements StateStore {
  private static final Logger LOG = LoggerFactory.getLogger(SqlStore.class);

  private final Access access;
  private @Nullable Database opened;
  private @Nullable RememberedVerdicts loaded;
  private @Nullable JournalTable journal;

  SqlStore(Access access) {
    this.access = access;
  }

  /** Where the database comes from, and what is to be done when it is let go. */
  interface Access {
    Database open();

    /** Closes it, keeps new verdicts where that is possible, and lets go; whatever happens. */
    void leave(Optional<Database> opened, RememberedVerdicts verdicts) throws SQLException;
  }

  private Database database() {
    if (opened == null) {
      opened = access.open();
    }
    return opened;
  }

  @Override
  public synchronized Verdicts verdicts() {
    return remembered();
  }

  private RememberedVerdicts remembered() {
    if (loaded == null) {
      loaded = RememberedVerdicts.load(database());
    }
    return loaded;
  }

  @Override
  public synchronized Optional<LastGood> lastGood(String authority) {
    return database()
        .query(
            "SELECT unexpired, as_of, locations, accepted_by FROM last_good WHERE authority = ?",
            statement -> statement.setString(1, authority),
            row ->
                new LastGood(
                    row.getInt(1),
                    Instant.ofEpochMilli(row.getLong(2)),
                    Der.wrap(row.getBytes(3)),
                    row.getString(4)))
        .stream()
        .findFirst();
  }

  @Override
  public synchronized void recordGood(String authority, LastGood good) {
    Database database = database();
    database.transaction(
        () -> {
          database.execute(
              "DELETE FROM last_good WHERE authority = ?",
              statement -> statement.setString(1, authority));
          database.execute(
              "INSERT INTO last_good (authority, unexpired, as_of, locations, accepted_by)"
                  + " VALUES (?, ?, ?, ?, ?)",
              statement -> {
                statement.setString(1, authority);
                statement.setInt(2, good.unexpired());
                statement.setLong(3, good.asOf().toEpochMilli());
                statement.setBytes(4, good.locations().view());
                statement.setString(5, good.acceptedBy());
              });
        });
  }

  @Override
  public synchronized Map<Sha256, Revocation> carriedOut() {
    Map<Sha256, Revocation> all = new HashMap<>();
    database()
        .query(
            "SELECT certificate, reason, revoked_at, said_by FROM carried_out",
            statement -> {},
            row ->
                all.put(
                    Sha256.ofDigest(row.getBytes(1)),
                    Revocation.revoked(
                        RevocationReason.ofCode(row.getInt(2)).orElse(RevocationReason.UNSPECIFIED),
                        Instant.ofEpochMilli(row.getLong(3)),
                        row.getString(4))));
    return all;
  }

  @Override
  public synchronized void recordCarriedOut(Map<Sha256, Revocation> revocations) {
    Database database = database();
    database.transaction(
        () -> {
          for (Map.Entry<Sha256, Revocation> one : new TreeMap<>(revocations).entrySet()) {
            Revocation revocation = one.getValue();
            database.execute(
                "INSERT INTO carried_out (certificate, reason, revoked_at, said_by)"
                    + " SELECT ?, ?, ?, ? WHERE NOT EXISTS"
                    + " (SELECT 1 FROM carried_out WHERE certificate = ?)",
                statement -> {
                  statement.setBytes(1, one.getKey().toBytes());
                  statement.setInt(2, revocation.reason().code());
                  statement.setLong(3, revocation.at().toEpochMilli());
                  statement.setString(4, JournalTable.cut(revocation.by()));
                  statement.setBytes(5, one.getKey().toBytes());
                });
          }
        });
  }

  @Override
  public synchronized List<Edition> editions() {
    return EditionTable.all(database());
  }

  @Override
  public synchronized void recordEditions(List<Edition> editions) {
    EditionTable.record(database(), editions);
  }

  @Override
  public synchronized long startRun(String ofPublication, String command, Instant at) {
    Database database = database();
    long run = next("runs");
    journal = new JournalTable(database, ofPublication, at, next("journal"));
    database.transaction(
        () ->
            database.execute(
                "INSERT INTO runs (id, publication, command, started) VALUES (?, ?, ?, ?)",
                statement -> {
                  statement.setLong(1, run);
                  statement.setString(2, ofPublication);
                  statement.setString(3, JournalTable.cut(command));
                  statement.setLong(4, at.toEpochMilli());
                }));
    return run;
  }

  /** The next free number; only one run writes at a time. */
  private long next(String table) {
    return database()
            .query("SELECT MAX(id) FROM " + table, statement -> {}, row -> row.getLong(1))
            .get(0)
        + 1;
  }

  @Override
  public synchronized void journal(long run, List<EntryChange> window, List<String> reasons) {
    remembered().append(database());
    journal().write(run, window, reasons);
    database().sync();
  }

  @Override
  public synchronized void settle(long run, List<EntryChange> window, List<Outcome> outcomes) {
    journal().settle(window, outcomes);
  }

  @Override
  public synchronized Map<String, Refusal> refused(String ofPublication) {
    return JournalTable.refused(database(), ofPublication);
  }

  @Override
  public synchronized List<OpenChange> unsettled(String ofPublication) {
    return JournalTable.unsettled(database(), ofPublication);
  }

  @Override
  public synchronized void settleOpen(OpenChange change, Outcome outcome) {
    Database database = database();
    database.transaction(() -> JournalTable.settleRow(database, change.id(), outcome));
  }

  @Override
  public synchronized History history() {
    return new SqlHistory(database(), () -> {});
  }

  @Override
  public synchronized Optional<Pause> pause(String ofPublication) {
    return PauseTable.find(database(), ofPublication);
  }

  @Override
  public synchronized void pause(String ofPublication, Pause pause) {
    PauseTable.put(database(), ofPublication, pause);
    database().sync();
  }

  @Override
  public synchronized void resume(String ofPublication) {
    PauseTable.end(database(), ofPublication);
  }

  private JournalTable journal() {
    if (journal == null) {
      throw new StateException("a change was journaled before its run was started");
    }
    return journal;
  }

  @Override
  public synchronized void finishRun(
      long run, Instant finished, String outcome, Map<String, Integer> counts) {
    Database database = database();
    remembered().append(database);
    String json =
        new TreeMap<>(counts)
            .entrySet().stream()
                .map(count -> '"' + count.getKey() + "\":" + count.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    database.transaction(
        () ->
            database.execute(
                "UPDATE runs SET finished = ?, outcome = ?, counts = ? WHERE id = ?",
                statement -> {
                  statement.setLong(1, finished.toEpochMilli());
                  statement.setString(2, outcome);
                  statement.setString(3, json);
                  statement.setLong(4, run);
                }));
  }

  @Override
  public synchronized void close() {
    RememberedVerdicts verdicts = loaded == null ? new RememberedVerdicts() : loaded;
    try {
      access.leave(Optional.ofNullable(opened), verdicts);
    } catch (SQLException | RuntimeException e) {
      LOG.warn("the state could not be closed cleanly: {}", e.getMessage());
      LOG.debug("closing the state", e);
    } finally {
      opened = null;
    }
  }
}
