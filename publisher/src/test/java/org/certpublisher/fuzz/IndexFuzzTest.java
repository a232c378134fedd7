package org.certpublisher.fuzz;

import java.io.IOException;
import org.certpublisher.source.openssl.IndexFuzz;
import org.junit.jupiter.api.Test;

/** Databases of openssl ca. */
public final class IndexFuzzTest {
  public static void fuzzerTestOneInput(byte[] bytes) {
    IndexFuzz.read(bytes);
  }

  @Test
  void theSeedsDoNoHarm() throws IOException {
    Seeds.replay(IndexFuzzTest.class, IndexFuzzTest::fuzzerTestOneInput);
  }
}
