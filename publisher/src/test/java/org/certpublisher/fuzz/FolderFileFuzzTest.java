package org.certpublisher.fuzz;

import java.io.IOException;
import org.certpublisher.source.folder.FolderFileFuzz;
import org.junit.jupiter.api.Test;

/** Files of a folder. */
public final class FolderFileFuzzTest {
  /** Loads all classes while no input is timed. */
  public static void fuzzerInitialize() throws IOException {
    Seeds.replay(FolderFileFuzzTest.class, FolderFileFuzzTest::fuzzerTestOneInput);
  }

  public static void fuzzerTestOneInput(byte[] bytes) {
    FolderFileFuzz.read(bytes);
  }

  @Test
  void theSeedsDoNoHarm() throws IOException {
    fuzzerInitialize();
  }
}
