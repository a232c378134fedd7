package org.certpublisher.source.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;

/** Reads whole small files: opened once, never more than a limit. */
public final class BoundedFile {
  /** The most bytes of a certificate file: 1 MiB. */
  public static final int CERTIFICATES = 1 << 20;

  private BoundedFile() {}

  /**
   * The file's bytes; {@link FileSystemException} naming the size when it has more than the limit.
   */
  public static byte[] read(Path file, int limit, OpenOption... options) throws IOException {
    return read(file, limit, 0, prefix -> false, options);
  }

  /**
   * The file's bytes, unless its first ones say that it is not wanted: then an empty array, and
   * nothing after the prefix was read. What had been read of it is overwritten.
   */
  public static byte[] read(
      Path file, int limit, int prefix, Predicate<byte[]> unwanted, OpenOption... options)
      throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file, Set.of(options))) {
      long size = channel.size();
      byte[] first = new byte[(int) Math.min(size, prefix)];
      fill(channel, first, 0);
      if (unwanted.test(first)) {
        Arrays.fill(first, (byte) 0);
        return new byte[0];
      }
      if (size > limit) {
        throw new FileSystemException(
            file.toString(), null, "has " + size + " bytes, more than the limit of " + limit);
      }
      byte[] bytes = Arrays.copyOf(first, (int) size);
      int filled = fill(channel, bytes, first.length);
      return filled == bytes.length ? bytes : Arrays.copyOf(bytes, filled);
    }
  }

  /** Why a file could not be read, without its name. */
  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "it is not there";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    return String.valueOf(e.getMessage());
  }

  private static int fill(SeekableByteChannel channel, byte[] bytes, int from) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, from, bytes.length - from);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // goes on until the buffer is full or the file ends
    }
    return buffer.position();
  }
}
