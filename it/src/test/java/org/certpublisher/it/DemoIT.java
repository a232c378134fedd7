package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo of the packaged program. */
final class DemoIT {
  @TempDir private Path folder;

  @Test
  void allGoesAsToldAndTheLastLineIsTheReport() throws IOException {
    Path demo = folder.resolve("demo");

    Program.Result told = new Program(folder).run("demo", "--folder", demo.toString());

    assertThat(told.exit()).as(told.all()).isZero();
    List<String> lines = told.out().lines().toList();
    Path report = Path.of(lines.get(lines.size() - 1));
    assertThat(report).isRegularFile().startsWith(demo);
    assertThat(Files.readString(report)).startsWith("<!doctype html>");
  }

  @Test
  void itsCaIsOneThatOpenSslAccepts() {
    Path demo = folder.resolve("demo");
    Program.Result told = new Program(folder).run("demo", "--folder", demo.toString());
    assertThat(told.exit()).as(told.all()).isZero();
    String ca = demo.resolve("ca/ca.pem").toString();

    assertThat(
            Commands.run(
                folder,
                "/usr/bin/openssl",
                "verify",
                "-CAfile",
                ca,
                demo.resolve("ca/newcerts/1000.pem").toString()))
        .contains("OK");
    assertThat(
            Commands.run(
                folder,
                "/usr/bin/openssl",
                "crl",
                "-noout",
                "-in",
                demo.resolve("ca/crl.pem").toString(),
                "-CAfile",
                ca))
        .contains("verify OK");
  }
}
