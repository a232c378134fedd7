package org.certpublisher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.config.ConfigFolder.GOOD;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.certpublisher.directory.EntryLimits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublicationReaderTest {
  @TempDir Path temp;
  private ConfigFolder folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = new ConfigFolder(temp);
  }

  @Test
  void theLimitsOfAnEntryAreReadAndTheOthersLeftToTheDirectory() throws Exception {
    EntryLimits limits =
        folder
            .read(GOOD + "    limits: { values: { warn: 20 }, bytes: { warn: 0, stop: 90000 } }\n")
            .publications()
            .get(0)
            .limits()
            .entry();
    assertThat(limits.values())
        .isEqualTo(new EntryLimits.Limit(Optional.of(20), Optional.empty(), ""));
    assertThat(limits.bytes())
        .isEqualTo(new EntryLimits.Limit(Optional.of(0), Optional.of(90_000), ""));
    assertThat(limits.together()).isEqualTo(EntryLimits.Limit.NONE);
    assertThat(folder.problems(GOOD + "    limits: { values: { warn: many, most: 1 } }\n"))
        .contains("limits.values.warn: found \"many\"", "limits.values.most: unknown key");
  }
}
