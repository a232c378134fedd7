package org.certpublisher.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a format gave when it was last looked at; {@code -Dgolden=renew} writes it anew. */
final class GoldenFile {
  private static final Path FOLDER = Path.of("src/test/resources/report");

  private GoldenFile() {}

  static void assertSame(String name, String actual) throws IOException {
    Path file = FOLDER.resolve(name);
    if ("renew".equals(System.getProperty("golden"))) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, actual);
    }
    assertThat(actual)
        .as("%s; after a look at the difference: mvn test -Dgolden=renew", file)
        .isEqualTo(Files.readString(file));
  }

  static String text(ReportFormat format, Report report) {
    StringBuilder out = new StringBuilder();
    try {
      format.write(report, out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString();
  }
}
