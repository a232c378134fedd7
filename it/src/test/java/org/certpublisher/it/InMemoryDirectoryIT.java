package org.certpublisher.it;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The LDAP library's in-memory server, with userCertificate compared by bytes. */
final class InMemoryDirectoryIT extends RestartSuite {
  @TempDir private static Path directory;
  private static LiveDirectory server;

  @BeforeAll
  static void start() throws Exception {
    server = new LiveMemory(directory);
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
