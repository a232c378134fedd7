package org.certpublisher.fuzz;

import java.io.IOException;
import org.certpublisher.source.crl.CrlFuzz;
import org.junit.jupiter.api.Test;

/** Revocation lists. */
public final class CrlFuzzTest {
  /** Loads all classes while no input is timed. */
  public static void fuzzerInitialize() throws IOException {
    Seeds.replay(CrlFuzzTest.class, CrlFuzzTest::fuzzerTestOneInput);
  }

  public static void fuzzerTestOneInput(byte[] bytes) {
    CrlFuzz.read(bytes);
  }

  @Test
  void theSeedsDoNoHarm() throws IOException {
    fuzzerInitialize();
  }
}
