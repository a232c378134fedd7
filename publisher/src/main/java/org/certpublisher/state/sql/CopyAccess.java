package org.certpublisher.state.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.certpublisher.state.StateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A copy of the state that is thrown away, so that reading needs no lock. H2 never overwrites what
 * its last commit refers to within 45 s, so a copy of a file that is being written is as good as
 * what a crash leaves; one that is torn nevertheless is made again.
 */
final class CopyAccess implements SqlStore.Access {
  private static final Logger LOG = LoggerFactory.getLogger(CopyAccess.class);
  private static final int ATTEMPTS = 5;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final StateFile file;
  private Optional<Path> directory = Optional.empty();

  CopyAccess(StateFile file) {
    this.file = file;
  }

  @Override
  public Database open() {
    try {
      Path place = place();
      Optional<Database> copied = copied(place, Database::readThrough);
      if (copied.isPresent()) {
        return copied.get();
      }
      if (isThere()) {
        LOG.warn(
            "the state {} is being written and could not be copied; going on without it: signatures"
                + " are verified again",
            file.database());
      }
      return Database.open(new StateFile(place.resolve("empty"), ""));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** A copy that holds the history to its end, or nothing where there is no state yet. */
  Database openHistory() {
    try {
      Path place = place();
      Optional<Database> copied = copied(place, Database::readHistoryThrough);
      if (copied.isEmpty() && isThere()) {
        throw new StateException(
            "the state "
                + file.database()
                + " is being written and could not be copied; try again in a moment");
      }
      return copied.orElseGet(() -> Database.open(new StateFile(place.resolve("empty"), "")));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private StateException unreadable(IOException e) {
    return new StateException("the state " + file.database() + " cannot be read: " + e, e);
  }

  private Path place() throws IOException {
    Path place = Files.createTempDirectory("cert-publisher-state-");
    directory = Optional.of(place);
    return place;
  }

  private Optional<Database> copied(Path place, Consumer<Database> proof) throws IOException {
    for (int attempt = 1; attempt <= ATTEMPTS && isThere(); attempt++) {
      Optional<Database> copy = copy(place.resolve("copy" + attempt), proof);
      if (copy.isPresent()) {
        return copy;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    if (isThere()) {
      requireARun();
    }
    return Optional.empty();
  }

  private boolean isThere() throws IOException {
    return Files.exists(file.database()) && Files.size(file.database()) > 0;
  }

  private Optional<Database> copy(Path base, Consumer<Database> proof) throws IOException {
    StateFile copy = new StateFile(base, "");
    Files.copy(file.database(), copy.database());
    try {
      Database database = Database.open(copy);
      proof.accept(database);
      return Optional.of(database);
    } catch (StateException e) {
      LOG.debug("a copy of {} is torn", file.database(), e);
      return Optional.empty();
    }
  }

  /** Fails when nobody writes: then the file is damaged. */
  private void requireARun() throws IOException {
    if (isFree()) {
      Database.open(file).readThrough();
    }
  }

  private boolean isFree() throws IOException {
    if (!Files.exists(file.lock())) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(file.lock(), StandardOpenOption.READ);
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Keeps the new verdicts where that is possible without waiting, and drops the copy. */
  @Override
  public void leave(Optional<Database> opened, RememberedVerdicts verdicts) {
    try {
      if (opened.isPresent()) {
        opened.get().close();
      }
      if (verdicts.hasNew() && isThere() && Files.isWritable(file.database())) {
        Optional<RunLock> lock = RunLock.tryTake(file.lock(), "a plan that keeps its verdicts");
        if (lock.isPresent()) {
          try (RunLock held = lock.get();
              Database database = Database.open(file)) {
            verdicts.append(database);
            LOG.debug("kept new verdicts under {}", held);
          }
        }
      }
    } catch (Exception e) {
      LOG.debug("the new verdicts could not be kept; they are made again", e);
    } finally {
      drop();
    }
  }

  /** Deletes the copy. */
  void drop() {
    directory.ifPresent(CopyAccess::delete);
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path copy : files.toList()) {
        Files.deleteIfExists(copy);
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      LOG.debug("{} could not be deleted", directory, e);
    }
  }
}
