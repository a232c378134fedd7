package org.certpublisher.state.sql;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.certpublisher.state.History;
import org.certpublisher.state.StateException;
import org.certpublisher.state.StateStore;

/**
 * The state in H2. Nothing is opened before it is first used, so that opening goes beside the
 * reading of the directory.
 */
public final class SqlState {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private SqlState() {}

  /** Loads H2's classes, which takes as long as opening a state. */
  public static void loadAhead() {
    Database.loadAhead();
  }

  /**
   * For a run that writes: no other one runs on this state until it is closed. Waits up to 30 s for
   * a run that is in the way.
   *
   * @param url for example {@code jdbc:h2:file:/var/lib/cert-publisher/state}
   * @param command what runs, as others that wait are told
   * @throws StateException when another run does not end or the state cannot be written
   */
  public static StateStore forWriting(String url, String command) {
    return forWriting(url, command, PATIENCE);
  }

  static StateStore forWriting(String url, String command, Duration patience) {
    StateFile file = StateFile.of(url);
    file.create();
    RunLock lock = RunLock.take(file.lock(), command, patience);
    return new SqlStore(
        new SqlStore.Access() {
          @Override
          public Database open() {
            return Database.open(file);
          }

          @Override
          public void leave(Optional<Database> opened, RememberedVerdicts verdicts)
              throws SQLException {
            try (lock) {
              if (opened.isPresent()) {
                try (Database database = opened.get()) {
                  verdicts.append(database);
                }
              }
            }
          }
        });
  }

  /** A file of that name beside the state, for what may be lost like it. */
  public static Path beside(String url, String name) {
    Path base = StateFile.of(url).base();
    return base.resolveSibling(base.getFileName() + "." + name);
  }

  /**
   * For a command that writes to no directory; works while a run is under way, on a copy that is
   * thrown away. New verdicts are kept when no run is under way at the end.
   */
  public static StateStore forReading(String url) {
    StateFile file = StateFile.of(url);
    return new SqlStore(new CopyAccess(file));
  }

  /** What was done; works while a run is under way, on a copy that is thrown away. */
  public static History history(String url) {
    CopyAccess copy = new CopyAccess(StateFile.of(url));
    try {
      Database opened = copy.openHistory();
      return new SqlHistory(
          opened, () -> copy.leave(Optional.of(opened), new RememberedVerdicts()));
    } catch (RuntimeException e) {
      copy.drop();
      throw e;
    }
  }
}
