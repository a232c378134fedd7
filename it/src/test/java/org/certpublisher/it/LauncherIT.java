package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of an installation: bin/cert-publisher with lib/cert-publisher.jar beside it. */
final class LauncherIT {
  @TempDir Path temp;
  private Path launcher;

  @BeforeEach
  void install() throws IOException {
    Path prefix = Files.createDirectories(temp.resolve("with blank"));
    Path root = Path.of("..").toRealPath();
    launcher = Files.createDirectories(prefix.resolve("bin")).resolve("cert-publisher");
    Files.copy(root.resolve("publisher/bin/cert-publisher"), launcher);
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    Path jar = Files.createDirectories(prefix.resolve("lib")).resolve("cert-publisher.jar");
    Files.createSymbolicLink(jar, root.resolve("publisher/target/cert-publisher.jar"));
  }

  private Process start(Map<String, String> environment, String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(launcher.toString());
    builder.command().addAll(java.util.List.of(arguments));
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static String all(java.io.InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void itRunsWithoutAnythingInTheEnvironment() throws Exception {
    Process process = start(Map.of(), "--version");
    assertThat(all(process.getInputStream())).startsWith("cert-publisher ");
    assertThat(all(process.getErrorStream())).isEmpty();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void itGivesTheExitCodeOn() throws Exception {
    assertThat(start(Map.of(), "nonsense").waitFor()).isEqualTo(64);
    Process process = start(Map.of("CERT_PUBLISHER_CONFIG", temp + "/none.yaml"), "plan");
    assertThat(all(process.getErrorStream())).contains("none.yaml: there is no such file");
    assertThat(process.waitFor()).isEqualTo(78);
  }

  @Test
  void whatJavaOptsSaysWins() throws Exception {
    Process process = start(Map.of("JAVA_OPTS", "-XX:+UsePerfData -XX:+PrintFlagsFinal"), "--help");
    assertThat(all(process.getInputStream())).containsPattern("bool UsePerfData += true");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void aSignalReachesTheProgram() throws Exception {
    Process process =
        start(Map.of(), "demo", "--serve", "0", "--folder", temp.resolve("demo").toString());
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isNotNull();
      process.toHandle().destroy(); // Process.destroy would close the streams too
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(all(process.getErrorStream())).contains("cert-publisher: stopped by SIGTERM");
  }
}
