package org.certpublisher.it;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Debian's slapd in a directory of its own, on free loopback ports, with ldap, StartTLS and ldaps.
 * An account "publisher" may write the two certificate attributes below ou=People and nothing else;
 * "reader" may only read, 500 entries at a time. The binary is copied, for a security module may
 * bind the installed one to its usual paths.
 */
public final class Slapd implements AutoCloseable {
  /** The suffix. */
  public static final String BASE = "dc=example,dc=com";

  /** Where the people are. */
  public static final String PEOPLE = "ou=People," + BASE;

  /** May write the two attributes of people. */
  public static final String PUBLISHER = "cn=publisher," + BASE;

  /** May only read, and 500 entries at most. */
  public static final String READER = "cn=reader," + BASE;

  /** May do anything. */
  public static final String ADMIN = "cn=admin," + BASE;

  /** Of all accounts. */
  public static final String PASSWORD = "correct-horse";

  private static final Duration READY = Duration.ofSeconds(20);

  private final Path directory;
  private final Path binary;
  private final ServerCertificates certificates;
  private final int port = freePort();
  private final int tlsPort = freePort();
  private final SlapdConf conf;
  private List<String> configuration = List.of("-f", "slapd.conf");
  private @Nullable Process process;

  /** Prepares an empty directory tree; {@link #start} starts it. */
  public Slapd(Path directory) {
    this.directory = directory;
    try {
      Files.createDirectories(directory.resolve("db"));
      Files.createDirectories(directory.resolve("config"));
      this.binary =
          Files.copy(
              Commands.installed("/usr/sbin/slapd", "slapd ldap-utils"),
              directory.resolve("slapd"),
              StandardCopyOption.REPLACE_EXISTING,
              StandardCopyOption.COPY_ATTRIBUTES);
      Files.writeString(directory.resolve("password"), PASSWORD + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.certificates = new ServerCertificates(directory);
    this.conf = new SlapdConf(directory);
    certificates.issue("localhost", "DNS:localhost,IP:127.0.0.1");
    certificates.issue("wrong-host", "DNS:ldap.elsewhere.example");
    conf.write();
    seed(conf.copied("frame.ldif"));
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Commits without waiting for the disk; before the start. */
  public Slapd notDurable() {
    conf.notDurable().write();
    return this;
  }

  /** With further lines for the server and for its database; before the start or a restart. */
  public Slapd with(String serverLines, String databaseLines) {
    conf.with(serverLines, databaseLines).write();
    return this;
  }

  /** Presents a certificate for another host; before the start or a restart. */
  public Slapd withCertificateOfAnotherHost() {
    return withCertificate("wrong-host");
  }

  /** Presents this certificate; before the start or a restart. */
  Slapd withCertificate(String name) {
    conf.certificate(name).write();
    return this;
  }

  /** The CA of the server, which is trusted for clients, too. */
  ServerCertificates certificates() {
    return certificates;
  }

  /** Another configuration, which an administrator may change under cn=config; before the start. */
  Slapd configuredBy(String resource) {
    conf.from(resource).write();
    Commands.run(directory, binary.toString(), "-T", "test", "-f", "slapd.conf", "-F", "config");
    configuration = List.of("-F", "config");
    return this;
  }

  /** In clear, or with StartTLS. */
  public String url() {
    return "ldap://localhost:" + port;
  }

  /** Encrypted from the start. */
  public String ldapsUrl() {
    return "ldaps://localhost:" + tlsPort;
  }

  /** What a client is to trust. */
  public Path authority() {
    return certificates.authority();
  }

  /** A file that holds {@link #PASSWORD}. */
  public Path passwordFile() {
    return directory.resolve("password");
  }

  /** What slapd logged (level stats). */
  public Path log() {
    return directory.resolve("slapd.log");
  }

  /** How many modify operations came in since the first start. */
  public long modifications() {
    return logged(" MOD dn=");
  }

  /** How many log lines hold the text. */
  public long logged(String text) {
    if (!Files.exists(log())) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(log())) {
      return lines.filter(line -> line.contains(text)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Loads people u000000@example.com and so on, as inetOrgPerson, while slapd is stopped. */
  public Slapd seedPeople(int count) {
    Path ldif = directory.resolve("people.ldif");
    try (BufferedWriter writer = Files.newBufferedWriter(ldif)) {
      for (int i = 0; i < count; i++) {
        writer.write(person("u%06d".formatted(i)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return seed(ldif);
  }

  /** The name of a person. */
  public static String dn(String uid) {
    return "uid=" + uid + "," + PEOPLE;
  }

  private static String person(String uid) {
    return "dn: %s\nobjectClass: inetOrgPerson\nuid: %s\ncn: %s\nsn: %s\nmail: %s@example.com\n\n"
        .formatted(dn(uid), uid, uid, uid, uid);
  }

  /** Loads any entries while slapd is stopped. */
  public Slapd seed(Path ldif) {
    String command = "./slapd -T add -q -f slapd.conf -l " + ldif;
    Commands.run(directory, command.split(" ", -1));
    return this;
  }

  /** Starts it and waits until it answers. */
  public Slapd start() {
    try {
      process =
          new ProcessBuilder(
                  binary.toString(),
                  configuration.get(0),
                  configuration.get(1),
                  "-d",
                  "stats",
                  "-h",
                  "ldap://127.0.0.1:%d ldaps://127.0.0.1:%d".formatted(port, tlsPort))
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitReady();
    return this;
  }

  private void awaitReady() {
    Instant deadline = Instant.now().plus(READY);
    while (!answers(port) || !answers(tlsPort)) {
      if (!running().isAlive() || Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("slapd does not start, see " + log() + "\n" + tail());
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String tail() {
    try {
      String text = Files.readString(log());
      return text.substring(Math.max(0, text.length() - 2000));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private Process running() {
    Process known = process;
    if (known == null) {
      throw new IllegalStateException("slapd was not started");
    }
    return known;
  }

  /** Stops it as an administrator does; what is committed stays. */
  public void stop() {
    running().destroy();
    awaitEnd();
  }

  /** Kills it at once, as a power cut does. */
  public void kill() {
    running().destroyForcibly();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!running().waitFor(20, TimeUnit.SECONDS)) {
        running().destroyForcibly().waitFor();
      }
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
