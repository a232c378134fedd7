package org.certpublisher.state.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certpublisher.state.History;

/** The history in tables, read a page at a time. */
final class SqlHistory implements History {
  private static final int PAGE = 1000;
  private static final Pattern COUNT = Pattern.compile("\"([A-Z_]+)\":([0-9]{1,9})");
  private static final String RUN =
      "SELECT id, publication, started, finished, outcome, counts FROM runs";
  private static final String CHANGE =
      "SELECT id, run, dn, changes, outcome, text, reason FROM journal";

  private final Database database;
  private final Runnable afterwards;

  /** A history; whatever is to be done when it ends is done then. */
  SqlHistory(Database database, Runnable afterwards) {
    this.database = database;
    this.afterwards = afterwards;
  }

  @Override
  public void runs(Consumer<Run> consumer) {
    long before = Long.MAX_VALUE;
    for (List<Run> page = runs(before); !page.isEmpty(); page = runs(before)) {
      page.forEach(consumer);
      before = page.get(page.size() - 1).number();
    }
  }

  private List<Run> runs(long before) {
    return database.query(
        RUN + " WHERE id < ? ORDER BY id DESC LIMIT " + PAGE,
        statement -> statement.setLong(1, before),
        SqlHistory::run);
  }

  @Override
  public Optional<Run> run(long number) {
    return database
        .query(RUN + " WHERE id = ?", statement -> statement.setLong(1, number), SqlHistory::run)
        .stream()
        .findFirst();
  }

  private static Run run(ResultSet row) throws SQLException {
    long finished = row.getLong(4);
    Optional<Instant> end =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(finished));
    return new Run(
        row.getLong(1),
        row.getString(2),
        Instant.ofEpochMilli(row.getLong(3)),
        end,
        text(row, 5),
        counts(text(row, 6)));
  }

  private static Map<String, Integer> counts(String json) {
    Map<String, Integer> counts = new HashMap<>();
    Matcher count = COUNT.matcher(json);
    while (count.find()) {
      counts.put(count.group(1), Integer.valueOf(count.group(2)));
    }
    return counts;
  }

  @Override
  public void changesOf(long run, Consumer<Change> consumer) {
    long after = Long.MIN_VALUE;
    for (List<Row> page = ofRun(run, after); !page.isEmpty(); page = ofRun(run, after)) {
      page.forEach(row -> consumer.accept(row.change()));
      after = page.get(page.size() - 1).id();
    }
  }

  private List<Row> ofRun(long run, long after) {
    return database.query(
        CHANGE + " WHERE run = ? AND id > ? ORDER BY id LIMIT " + PAGE,
        statement -> {
          statement.setLong(1, run);
          statement.setLong(2, after);
        },
        SqlHistory::change);
  }

  @Override
  public void changesOf(Predicate<String> dn, Consumer<Change> consumer) {
    long before = Long.MAX_VALUE;
    for (List<Row> page = before(before); !page.isEmpty(); page = before(before)) {
      page.stream().map(Row::change).filter(one -> dn.test(one.dn())).forEach(consumer);
      before = page.get(page.size() - 1).id();
    }
  }

  private List<Row> before(long id) {
    return database.query(
        CHANGE + " WHERE id < ? ORDER BY id DESC LIMIT " + PAGE,
        statement -> statement.setLong(1, id),
        SqlHistory::change);
  }

  /** A change and its number in the journal. */
  private record Row(long id, Change change) {}

  private static Row change(ResultSet row) throws SQLException {
    return new Row(
        row.getLong(1),
        new Change(
            row.getLong(2),
            row.getString(3),
            JournalBytes.read(row.getBytes(4)),
            text(row, 5),
            text(row, 6),
            text(row, 7).lines().toList()));
  }

  private static String text(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getString(column)).orElse("");
  }

  @Override
  public void close() {
    afterwards.run();
  }
}
