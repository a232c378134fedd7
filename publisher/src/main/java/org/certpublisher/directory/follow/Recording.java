package org.certpublisher.directory.follow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.DirectoryEntry;

/**
 * Writes a mirror anew while all entries are read. A disk that fails costs the mirror, never the
 * run. The old one stays until the new one is whole.
 */
final class Recording implements Consumer<DirectoryEntry>, AutoCloseable {
  private final MirrorPlace place;
  private final Consumer<DirectoryEntry> consumer;
  private Optional<EntriesFile.Writer> writer = Optional.empty();
  private Optional<IOException> failure = Optional.empty();

  Recording(MirrorPlace place, Consumer<DirectoryEntry> consumer) {
    this.place = place;
    this.consumer = consumer;
    try {
      writer =
          Optional.of(
              new EntriesFile.Writer(MirrorPlace.fresh(MirrorPlace.unfinished(place.entries()))));
    } catch (IOException e) {
      failure = Optional.of(e);
    }
  }

  @Override
  public void accept(DirectoryEntry entry) {
    if (failure.isEmpty()) {
      try {
        writer.orElseThrow().add(EntryBytes.of(entry));
      } catch (IOException e) {
        failure = Optional.of(e);
      }
    }
    consumer.accept(entry);
  }

  /** Puts the new mirror in the place of the old one. */
  void commit(Sha256 settings, Instant full, String cookie) throws IOException {
    if (failure.isPresent()) {
      throw failure.get();
    }
    MirrorHeader.Extent extent = writer.orElseThrow().end();
    ChangeLog.create(
        MirrorPlace.fresh(MirrorPlace.unfinished(place.log())),
        new MirrorHeader(settings, full, extent, cookie));
    replace(place.entries());
    replace(place.log());
  }

  private static void replace(Path file) throws IOException {
    Files.move(
        MirrorPlace.unfinished(file),
        file,
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    if (writer.isPresent()) {
      writer.get().close();
    }
    Files.deleteIfExists(MirrorPlace.unfinished(place.entries()));
  }
}
