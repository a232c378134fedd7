package org.certpublisher.source.openssl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.certpublisher.source.SourceException;
import org.certpublisher.source.file.BoundedFile;

/**
 * index.txt as a file that a CA may replace at any moment. OpenSSL 3.0 moves index.txt to .old and
 * .new to index.txt, so for a moment there is none; and an editor may write it in place. So it is
 * looked at before and after, and read again, for two seconds, while it is absent, has changed, or
 * ends without a line end.
 */
final class IndexFile {
  private final Path path;

  IndexFile(Path path) {
    this.path = path;
  }

  /** A reading, and when the file had last changed. */
  record Reading(Index index, Instant changed) {}

  /** Which file it is and whether it has changed. */
  private record Stamp(long size, FileTime modified, String key) {
    static Stamp of(Path path) throws IOException {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      return new Stamp(
          found.size(), found.lastModifiedTime(), Objects.toString(found.fileKey(), ""));
    }
  }

  Reading read() throws SourceException {
    Patience patience = new Patience();
    while (true) {
      SourceException passing;
      try {
        Stamp before = Stamp.of(path);
        Attempt attempt = attempt();
        if (!before.equals(Stamp.of(path))) {
          passing = changing();
        } else if (attempt.malformed().isEmpty()) {
          return new Reading(attempt.index(), before.modified().toInstant());
        } else if (attempt.malformed().get().isUnfinished()) {
          passing = unfinished(attempt.malformed().get());
        } else {
          throw unreadable(attempt.malformed().get());
        }
      } catch (NoSuchFileException e) {
        passing = absent(e);
      } catch (IOException e) {
        throw new SourceException(
            path
                + " cannot be read: "
                + BoundedFile.reason(e)
                + ". Check its owner and permissions.",
            e);
      }
      if (!patience.pause()) {
        throw passing;
      }
    }
  }

  /** What one look at the file gave; of no worth when the file changed meanwhile. */
  private record Attempt(Index index, Optional<MalformedIndexException> malformed) {}

  private Attempt attempt() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return new Attempt(
          IndexParser.parse(String.valueOf(path.getFileName()), in), Optional.empty());
    } catch (MalformedIndexException e) {
      return new Attempt(new Index(List.of(), List.of()), Optional.of(e));
    }
  }

  private SourceException changing() {
    return new SourceException(
        path + " kept changing while it was read. Run again when the CA is done with it.");
  }

  private SourceException absent(IOException e) {
    return new SourceException(
        path
            + " is not there. Expected the database of the CA (index.txt of 'openssl ca' or"
            + " Easy-RSA): check the path in the configuration and that its file system is"
            + " mounted.",
        e);
  }

  private SourceException unfinished(MalformedIndexException e) {
    return new SourceException(
        path
            + ":"
            + e.line()
            + ": the row "
            + e.getMessage()
            + ". Nothing was concluded from the file: run again if the CA is still writing it, else"
            + " compare it with index.txt.old and restore index.txt from the CA's backup.",
        e);
  }

  private SourceException unreadable(MalformedIndexException e) {
    return new SourceException(
        path
            + ":"
            + e.line()
            + ": the row "
            + e.getMessage()
            + ". Nothing was concluded from the file: repair the row, or restore index.txt from the"
            + " CA's backup ('openssl ca -status 00' must read it without complaint).",
        e);
  }
}
