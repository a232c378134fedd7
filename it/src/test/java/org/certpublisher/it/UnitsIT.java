package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What systemd itself says of the units. */
final class UnitsIT {
  /** In tenths: 1.5 of 10. Java needs W+X memory, the work needs the network and local sockets. */
  private static final String EXPOSURE = "15";

  @TempDir private Path folder;

  private Path installed(String unit) throws Exception {
    Path units = Path.of(System.getProperty("basedir", "."), "../systemd");
    String text = Files.readString(units.resolve(unit));
    assertThat(text).contains("ExecStart=/usr/bin/cert-publisher ");
    return Files.writeString(
        folder.resolve(unit), text.replace("/usr/bin/cert-publisher ", "/bin/true "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cert-publisher.service", "cert-publisher-apply.service"})
  void everyKeyIsKnownAndTheSandboxIsHard(String unit) throws Exception {
    Path file = installed(unit);
    assertThat(Commands.run(folder, "/usr/bin/systemd-analyze", "verify", file.toString()))
        .as("what systemd-analyze verify objects to")
        .isBlank();
    Commands.run(
        folder,
        "/usr/bin/systemd-analyze",
        "security",
        "--offline=true",
        "--threshold=" + EXPOSURE,
        "--no-pager",
        file.toString());
  }
}
