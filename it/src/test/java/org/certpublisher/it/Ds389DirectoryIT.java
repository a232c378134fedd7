package org.certpublisher.it;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** 389-DS. */
final class Ds389DirectoryIT extends RestartSuite {
  @TempDir private static Path directory;
  private static LiveDirectory server;

  @BeforeAll
  static void start() {
    server = new Live389(directory);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  LiveDirectory server() {
    return server;
  }
}
