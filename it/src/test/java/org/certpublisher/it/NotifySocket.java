package org.certpublisher.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A service manager's end of sd_notify(3): a datagram socket that writes what it hears to a file.
 */
final class NotifySocket implements AutoCloseable {
  private static final String PROGRAM =
      """
      import socket, sys
      listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      listener.bind(sys.argv[1])
      while True:
          print(listener.recv(65536).decode(), flush=True)
      """;

  private final Path path;
  private final Path heard;
  private final Process process;

  NotifySocket(Path folder) {
    path = folder.resolve("notify");
    heard = folder.resolve("heard");
    try {
      process =
          new ProcessBuilder("/usr/bin/python3", "-c", PROGRAM, path.toString())
              .redirectOutput(heard.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    while (!Files.exists(path)) {
      if (!process.isAlive()) {
        throw new IllegalStateException("no socket " + path);
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  /** For NOTIFY_SOCKET. */
  String path() {
    return path.toString();
  }

  /** All that was said so far, an assignment a line. */
  String heard() throws IOException {
    return Files.readString(heard);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
