package org.certpublisher.directory.follow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.certpublisher.cert.CertificateSummary.MatchKey;
import org.certpublisher.directory.DirectoryEntry;

/**
 * The entries as they were at the last read: those of the last full one, each in its latest form.
 * Streamed from files; in memory is only where the changed ones are.
 */
final class Mirror implements AutoCloseable {
  private static final int MOST_NAMESAKES = 1000;

  private final EntriesFile entries;
  private final ChangeLog log;
  private final Path copy;

  private Mirror(EntriesFile entries, ChangeLog log, Path copy) {
    this.entries = entries;
    this.log = log;
    this.copy = copy;
  }

  /**
   * Opens a mirror.
   *
   * @param keeps whether changes are kept; else the log is a copy that is thrown away
   * @throws IOException when it is not whole
   */
  static Mirror open(MirrorPlace place, boolean keeps) throws IOException {
    Path file = keeps ? place.log() : copied(place.log());
    boolean usable = false;
    try {
      ChangeLog log = ChangeLog.open(file);
      try {
        EntriesFile entries = EntriesFile.open(place.entries(), log.header().extent());
        usable = true;
        return new Mirror(entries, log, keeps ? Path.of("") : file);
      } finally {
        if (!usable) {
          log.close();
        }
      }
    } finally {
      if (!usable && !keeps) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static Path copied(Path log) throws IOException {
    Path copy = Files.createTempFile("cert-publisher-changes-", "");
    return Files.copy(log, copy, StandardCopyOption.REPLACE_EXISTING);
  }

  MirrorHeader header() {
    return log.header();
  }

  /** From where changes are asked for. */
  String cookie() {
    return log.cookie();
  }

  /**
   * Gives every entry once.
   *
   * @param thin without values
   */
  void forEach(boolean thin, Consumer<DirectoryEntry> consumer) throws IOException {
    Map<String, Long> latest = log.latest();
    Set<String> given = new HashSet<>();
    entries.forEach(
        entry -> {
          String key = latest.isEmpty() ? "" : ChangeLog.key(EntryBytes.dn(entry));
          Long place = latest.get(key);
          if (place == null) {
            consumer.accept(EntryBytes.read(entry, thin));
          } else if (given.add(key) && place >= 0) {
            consumer.accept(EntryBytes.read(log.entry(place), thin));
          }
        });
    for (Map.Entry<String, Long> one : latest.entrySet()) {
      if (one.getValue() >= 0 && given.add(one.getKey())) {
        consumer.accept(EntryBytes.read(log.entry(one.getValue()), thin));
      }
    }
  }

  /** Begins to take changes. */
  Changes change() throws IOException {
    return new Changes(log.begin());
  }

  /** Changes that are being taken; none counts before {@link #commit}. */
  final class Changes {
    private final ChangeLog.Block block;
    private final Set<MatchKey> found = new HashSet<>();
    private int count;

    private Changes(ChangeLog.Block block) {
      this.block = block;
    }

    void changed(DirectoryEntry entry) {
      put(() -> block.changed(entry.dn(), EntryBytes.of(entry)));
      found.addAll(entry.keys());
      count++;
    }

    void gone(String dn) {
      put(() -> block.gone(dn));
    }

    private void put(Step step) {
      try {
        step.take();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (block.isTooLong()) {
        throw new TooManyException(
            "more than %,d entries changed since all were read".formatted(ChangeLog.MOST));
      }
    }

    /**
     * The unchanged entries that are found by the same as a changed one. A server tells of an entry
     * that was moved only under its new name: the old name would make its mailboxes ambiguous.
     */
    Set<String> namesakes() throws IOException {
      Set<String> names = new LinkedHashSet<>();
      if (!found.isEmpty()) {
        forEach(
            true,
            entry -> {
              if (entry.keys().stream().anyMatch(found::contains) && !block.has(entry.dn())) {
                names.add(entry.dn());
              }
            });
      }
      if (names.size() > MOST_NAMESAKES) {
        throw new TooManyException("many entries are found by the same as changed ones");
      }
      return names;
    }

    /** How many entries came. */
    int count() {
      return count;
    }

    /** Makes them count, with the cookie to go on from. */
    void commit(String cookie) throws IOException {
      block.commit(cookie);
    }
  }

  private interface Step {
    void take() throws IOException;
  }

  /** All has to be read again; the message says why. */
  static final class TooManyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyException(String message) {
      super(message);
    }
  }

  @Override
  public void close() throws IOException {
    entries.close();
    log.close();
    if (!copy.toString().isEmpty()) {
      Files.deleteIfExists(copy);
    }
  }
}
