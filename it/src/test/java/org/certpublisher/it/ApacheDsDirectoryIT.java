package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.certpublisher.directory.Fact;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ApacheDS. */
final class ApacheDsDirectoryIT extends RestartSuite {
  @TempDir private static Path directory;
  private static LiveDirectory server;

  @BeforeAll
  static void start() throws Exception {
    server = new LiveApacheDs(directory);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  LiveDirectory server() {
    return server;
  }

  @Test
  void checkReadsEveryEntryAndSaysThatRightsCannotBeAsked() throws Exception {
    person("checked");
    assertThat(Ldif.check(settings()))
        .allMatch(fact -> fact.kind() == Fact.Kind.GOOD)
        .anyMatch(fact -> fact.text().matches("read [1-9][0-9]* entries below " + Slapd.PEOPLE))
        .anyMatch(fact -> fact.text().contains("not known, the server cannot be asked"));
  }
}
