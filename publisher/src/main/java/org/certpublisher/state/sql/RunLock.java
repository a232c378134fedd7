package org.certpublisher.state.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.certpublisher.state.StateException;

/**
 * The right to run: a lock of the operating system on a file, so that it dies with the process. The
 * file names who holds it.
 */
final class RunLock implements AutoCloseable {
  private static final Duration STEP = Duration.ofMillis(50);

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock, waiting for a run that is in the way. */
  static RunLock take(Path file, String command, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<RunLock> taken = tryTake(file, command);
      if (taken.isPresent()) {
        return taken.get();
      }
      if (System.nanoTime() >= end || Thread.interrupted()) {
        throw new StateException(
            "another run is in the way: "
                + holder(file)
                + "; waited "
                + patience.toSeconds()
                + " s; try again when it has ended");
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }

  /** Takes the lock if it is free. */
  static Optional<RunLock> tryTake(Path file, String command) {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      boolean locked = false;
      try {
        FileLock lock = channel.tryLock();
        locked = lock != null;
        if (locked) {
          write(channel, command);
          return Optional.of(new RunLock(channel));
        }
      } catch (OverlappingFileLockException e) {
        // Another run of this process has it.
      } finally {
        if (!locked) {
          channel.close();
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new StateException("the lock " + file + " of the state cannot be used: " + e, e);
    }
  }

  private static void write(FileChannel channel, String command) throws IOException {
    String text =
        command
            + " since "
            + Instant.now().truncatedTo(ChronoUnit.SECONDS)
            + ", process "
            + ProcessHandle.current().pid();
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String holder(Path file) {
    try {
      String text = Files.readString(file).strip();
      return text.isEmpty() ? "it has not said which" : text;
    } catch (IOException e) {
      return "it cannot be told which (" + e + ")";
    }
  }

  /** Lets go. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
