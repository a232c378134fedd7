package org.certpublisher.it;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Debian's 389-DS as a process of its own on free loopback ports, with ldap, StartTLS and ldaps.
 * Suffix, container, accounts and password are {@link Slapd}'s: "publisher" may write the two
 * attributes below ou=People and read without limits, "reader" only reads, within the limits.
 */
final class Ds389 implements AutoCloseable {
  /** May do anything. */
  static final String ADMIN = "cn=Directory Manager";

  private static final Duration READY = Duration.ofSeconds(60);

  private final Path directory;
  private final int port = Slapd.freePort();
  private final int tlsPort = Slapd.freePort();
  private @Nullable Process process;

  /** Prepares an instance in an empty directory; {@link #start} starts it. */
  Ds389(Path directory) {
    this.directory = directory;
    Ds389Template.copy(directory);
    try {
      Files.writeString(directory.resolve("password"), Slapd.PASSWORD + "\n");
      Files.writeString(
          directory.resolve("conf/dse.ldif"),
          Ds389Template.configuration(directory, port, tlsPort));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path binary() {
    return Commands.installed("/usr/sbin/ns-slapd", "389-ds-base");
  }

  /** In clear, or with StartTLS. */
  String url() {
    return "ldap://localhost:" + port;
  }

  /** Encrypted from the start. */
  String ldapsUrl() {
    return "ldaps://localhost:" + tlsPort;
  }

  /** What a client is to trust. */
  Path authority() {
    return directory.resolve("conf/server-ca.pem");
  }

  /** A file that holds {@link Slapd#PASSWORD}. */
  Path passwordFile() {
    return directory.resolve("password");
  }

  /** A connection that may do anything. */
  LDAPConnection admin() {
    return as(ADMIN);
  }

  /** A connection in clear as any account. */
  LDAPConnection as(String dn) {
    try {
      return new LDAPConnection("localhost", port, dn, Slapd.PASSWORD);
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many modify operations came in since the first start. */
  long modifications() {
    return logged(" MOD dn=");
  }

  /** How many lines of the access log hold the text. */
  long logged(String text) {
    try (Stream<String> lines = Files.lines(directory.resolve("log/access"))) {
      return lines.filter(line -> line.contains(text)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it and waits until it answers. */
  Ds389 start() {
    try {
      process =
          new ProcessBuilder(
                  binary().toString(),
                  "-D",
                  directory.resolve("conf").toString(),
                  "-i",
                  directory.resolve("run/pid").toString(),
                  "-d",
                  "0")
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log/console").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitReady();
    return this;
  }

  private void awaitReady() {
    Instant deadline = Instant.now().plus(READY);
    while (!Slapd.answers(port) || !Slapd.answers(tlsPort)) {
      if (!running().isAlive() || Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("389-DS does not start, see its log: " + log());
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  private String log() {
    try {
      return Files.readString(directory.resolve("log/errors"))
          + Files.readString(directory.resolve("log/console"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private Process running() {
    Process known = process;
    if (known == null) {
      throw new IllegalStateException("389-DS was not started");
    }
    return known;
  }

  /** Kills it at once, as a power cut does. */
  void kill() {
    try {
      running().destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
  }
}
