package org.certpublisher.fuzz;

import java.io.IOException;
import org.certpublisher.source.openssl.IndexFuzz;
import org.junit.jupiter.api.Test;

/** Databases of openssl ca. */
public final class IndexFuzzTest {
  /** Loads all classes while no input is timed. */
  public static void fuzzerInitialize() throws IOException {
    Seeds.replay(IndexFuzzTest.class, IndexFuzzTest::fuzzerTestOneInput);
  }

  public static void fuzzerTestOneInput(byte[] bytes) {
    IndexFuzz.read(bytes);
  }

  @Test
  void theSeedsDoNoHarm() throws IOException {
    fuzzerInitialize();
  }
}
