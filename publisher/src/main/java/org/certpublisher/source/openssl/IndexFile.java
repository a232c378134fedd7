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
import org.certpublisher.source.SourceException;
import org.certpublisher.source.file.BoundedFile;

/**
 * index.txt as a file that a CA may replace at any moment. OpenSSL 3.0 moves index.txt to .old and
 * .new to index.txt, so for a moment there is none; and an editor may write it in place. So it is
 * looked at before and after, and read again, for two seconds, while it is absent or has changed.
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
      try {
        Stamp before = Stamp.of(path);
        MalformedIndexException malformed = null;
        Index index = new Index(List.of(), List.of());
        try (InputStream in = Files.newInputStream(path)) {
          index = IndexParser.parse(String.valueOf(path.getFileName()), in);
        } catch (MalformedIndexException e) {
          malformed = e;
        }
        if (before.equals(Stamp.of(path))) {
          if (malformed != null) {
            throw unreadable(malformed);
          }
          return new Reading(index, before.modified().toInstant());
        }
        if (!patience.pause()) {
          throw new SourceException(
              path + " kept changing while it was read. Run again when the CA is done with it.");
        }
      } catch (NoSuchFileException e) {
        if (!patience.pause()) {
          throw new SourceException(
              path
                  + " is not there. Expected the database of the CA (index.txt of 'openssl ca' or"
                  + " Easy-RSA): check the path in the configuration and that its file system is"
                  + " mounted.",
              e);
        }
      } catch (IOException e) {
        throw new SourceException(
            path
                + " cannot be read: "
                + BoundedFile.reason(e)
                + ". Check its owner and permissions.",
            e);
      }
    }
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
