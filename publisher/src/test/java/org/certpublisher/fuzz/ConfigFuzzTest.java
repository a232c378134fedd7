package org.certpublisher.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.certpublisher.config.ConfigException;
import org.certpublisher.config.ConfigReader;
import org.junit.jupiter.api.Test;

/** Configurations. */
public final class ConfigFuzzTest {
  private static final Path FILE = file();

  private static Path file() {
    try {
      Path file = Files.createTempFile("fuzz-", ".yaml");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Loads all classes while no input is timed. */
  public static void fuzzerInitialize() throws IOException {
    Seeds.replay(ConfigFuzzTest.class, ConfigFuzzTest::fuzzerTestOneInput);
  }

  public static void fuzzerTestOneInput(byte[] bytes) {
    try {
      Files.write(FILE, bytes);
      ConfigReader.read(FILE, Map.of());
    } catch (ConfigException e) {
      if (e.problems().isEmpty()) {
        throw new IllegalStateException("refused without a reason", e);
      }
      e.problems().forEach(problem -> check(problem.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(String problem) {
    if (problem.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalStateException("a control character gets through: " + problem);
    }
  }

  @Test
  void theSeedsDoNoHarm() throws IOException {
    fuzzerInitialize();
  }
}
