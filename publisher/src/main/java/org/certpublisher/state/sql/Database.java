package org.certpublisher.state.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.certpublisher.state.StateException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcDataSource;

/**
 * A connection to the state, migrated. The version of the tables is asked with one SELECT; Flyway
 * is started only when it is another one, because that takes a second.
 */
final class Database implements AutoCloseable {
  /** The newest migration. */
  static final String VERSION = "4";

  private static final String MIGRATIONS = "classpath:org/certpublisher/state/sql/migration";
  private static final int TABLE_NOT_FOUND = 42102;
  private static final int TABLE_NOT_FOUND_IN_EMPTY = 42104;
  private static final int TABLE_NOT_FOUND_WITH_CANDIDATES = 42103;

  private final StateFile file;
  private final Connection connection;

  private Database(StateFile file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** Opens and, where needed, migrates. */
  static Database open(StateFile file) {
    try {
      Connection connection = new org.h2.Driver().connect(file.url(), new Properties());
      if (connection == null) {
        throw new StateException("the state's url " + file.url() + " is none of H2");
      }
      Database database = new Database(file, connection);
      database.migrate();
      connection.setAutoCommit(false);
      return database;
    } catch (SQLException e) {
      throw lost(file, e);
    }
  }

  static void loadAhead() {
    try (Connection connection = new org.h2.Driver().connect("jdbc:h2:mem:", new Properties());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE a (b BIGINT PRIMARY KEY, c VARBINARY(9))");
      statement.execute("SELECT MAX(b) FROM a WHERE c IS NULL");
    } catch (SQLException e) {
      // Opening the state will say what is wrong.
    }
  }

  private void migrate() throws SQLException {
    String found = version();
    if (found.equals(VERSION)) {
      return;
    }
    if (!found.isEmpty() && Integer.parseInt(found) > Integer.parseInt(VERSION)) {
      throw new StateException(
          "the state "
              + file.database()
              + " was written by a newer version of this program (tables "
              + found
              + ", this one knows "
              + VERSION
              + "); use that version, or another state");
    }
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(file.url());
    try {
      Flyway.configure().dataSource(source).locations(MIGRATIONS).load().migrate();
    } catch (FlywayException e) {
      throw new StateException(
          "the tables of the state "
              + file.database()
              + " could not be made: "
              + firstLine(e)
              + StateAdvice.of(e),
          e);
    }
  }

  private String version() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT \"version\" FROM \"flyway_schema_history\" WHERE \"success\" = TRUE"
                    + " AND \"version\" IS NOT NULL ORDER BY \"installed_rank\" DESC")) {
      return rows.next() ? rows.getString(1) : "";
    } catch (SQLException e) {
      if (e.getErrorCode() == TABLE_NOT_FOUND
          || e.getErrorCode() == TABLE_NOT_FOUND_IN_EMPTY
          || e.getErrorCode() == TABLE_NOT_FOUND_WITH_CANDIDATES) {
        return "";
      }
      throw e;
    }
  }

  /** Reads every row that a run may need, so that a copy that is torn is noticed now. */
  void readThrough() {
    readThrough("verdicts", "last_good", "carried_out", "refused", "editions", "paused");
  }

  /** Reads every row that a history needs; of the journal only the lengths are kept. */
  void readHistoryThrough() {
    readThrough("runs");
    query(
        "SELECT SUM(LENGTH(changes)), MAX(reason), MAX(text), MAX(dn) FROM journal",
        statement -> {},
        row -> row.getLong(1));
  }

  private void readThrough(String... tables) {
    for (String table : tables) {
      query(
          "SELECT * FROM " + table,
          statement -> {},
          rows -> {
            rows.getBytes(1);
            return table;
          });
    }
  }

  /** Sets the parameters of a statement. */
  interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  /** Makes something of a row. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Work in one transaction. */
  interface Work {
    void run() throws SQLException;
  }

  /** All rows of a query. */
  <T> List<T> query(String sql, Parameters parameters, Row<T> row) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      parameters.set(statement);
      List<T> all = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          all.add(row.read(rows));
        }
      }
      return all;
    } catch (SQLException e) {
      throw lost(file, e);
    }
  }

  /** Runs work as one transaction; it is in the file when this returns. */
  void transaction(Work work) {
    try {
      work.run();
      connection.commit();
    } catch (SQLException e) {
      try {
        connection.rollback();
      } catch (SQLException again) {
        e.addSuppressed(again);
      }
      throw lost(file, e);
    }
  }

  /** A statement for use inside a transaction. */
  PreparedStatement prepare(String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  /** Executes one statement inside a transaction; how many rows it changed. */
  int execute(String sql, Parameters parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      parameters.set(statement);
      return statement.executeUpdate();
    }
  }

  /** Makes what was committed survive a loss of power too. */
  void sync() {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT SYNC");
    } catch (SQLException e) {
      throw lost(file, e);
    }
  }

  private static StateException lost(StateFile file, SQLException e) {
    return new StateException(
        "the state " + file.database() + " cannot be used: " + firstLine(e) + StateAdvice.of(e), e);
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
