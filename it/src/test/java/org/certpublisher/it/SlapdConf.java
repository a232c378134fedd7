package org.certpublisher.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The configuration file of a {@link Slapd}. */
final class SlapdConf {
  private final Path directory;
  private String resource = "slapd.conf";
  private boolean durable = true;
  private String certificate = "localhost";
  private String serverLines = "";
  private String databaseLines = "";

  SlapdConf(Path directory) {
    this.directory = directory;
  }

  SlapdConf from(String name) {
    resource = name;
    return this;
  }

  SlapdConf notDurable() {
    durable = false;
    return this;
  }

  SlapdConf certificate(String name) {
    certificate = name;
    return this;
  }

  SlapdConf with(String forServer, String forDatabase) {
    serverLines = forServer;
    databaseLines = forDatabase;
    return this;
  }

  void write() {
    write(
        "slapd.conf",
        resource(resource)
            .replace("SERVER-LINES", serverLines)
            .replace("DATABASE-LINES", databaseLines)
            .replace("DIR", directory.toString())
            .replace("CERT", certificate)
            .replace("BASE", Slapd.BASE)
            .replace("PASSWORD", Slapd.PASSWORD)
            .replace("SYNC", durable ? "# commits wait for the disk" : "dbnosync"));
  }

  /** A resource as a file. */
  Path copied(String name) {
    return write(name, resource(name));
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a resource. */
  static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(Slapd.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
