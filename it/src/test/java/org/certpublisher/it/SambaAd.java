package org.certpublisher.it;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Debian's Samba as Active Directory domain controller in a directory of its own. Its ports are
 * fixed (389, 636, KDC 88), so it gets a loopback address of its own instead. Only {@code ldap} and
 * {@code kdc} of its services run, in one process. It needs root: run so, or with sudo.
 */
public final class SambaAd implements AutoCloseable {
  /** The suffix. */
  public static final String BASE = "DC=example,DC=com";

  /** Where the people are. */
  public static final String PEOPLE = "OU=People," + BASE;

  /** May write the two attributes of users, inetOrgPersons and contacts below {@link #PEOPLE}. */
  public static final String PUBLISHER = "CN=publisher,CN=Users," + BASE;

  /** May only read. */
  public static final String READER = "CN=reader,CN=Users," + BASE;

  /** May do anything. */
  public static final String ADMIN = "CN=Administrator,CN=Users," + BASE;

  /** The Kerberos realm. */
  public static final String REALM = "EXAMPLE.COM";

  private static final Duration READY = Duration.ofSeconds(60);

  private final Path directory;
  private final Path domain;
  private final String address = freeAddress();
  private final ServerCertificates certificates;
  private @Nullable Process process;

  /** Prepares a domain; {@link #start} starts it. The accounts' password is slapd's. */
  public SambaAd(Path directory) {
    this.directory = directory;
    this.domain = directory.resolve("domain");
    try {
      Files.createDirectories(domain);
      Files.writeString(directory.resolve("password"), Slapd.PASSWORD + "\n");
      this.certificates = new ServerCertificates(directory);
      certificates.issue("dc1", "DNS:dc1.example.com,IP:" + address);
      SambaTemplate.copyTo(domain);
      for (String folder : List.of("lock", "pid", "ncalrpc", "cache")) {
        Files.createDirectories(domain.resolve(folder));
      }
      Root.run(directory, "chmod", "600", "dc1.key");
      Files.writeString(
          settings(),
          SlapdConf.resource("smb.conf")
              .replace("ADDRESS", address)
              .replace("DOMAIN", domain.toString())
              .replace("DIRECTORY", directory.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String freeAddress() {
    Random random = new Random();
    String address =
        "127.%d.%d.%d"
            .formatted(64 + random.nextInt(64), random.nextInt(256), 2 + random.nextInt(250));
    for (int port : new int[] {88, 389, 636}) {
      if (answers(address, port)) {
        throw new IllegalStateException(
            "something listens on port %d of every address, where Samba has to: stop it"
                .formatted(port));
      }
    }
    return address;
  }

  private Path settings() {
    return directory.resolve("smb.conf");
  }

  /** In clear, or with StartTLS. */
  public String url() {
    return "ldap://" + address;
  }

  /** Encrypted from the start. */
  public String ldapsUrl() {
    return "ldaps://" + address;
  }

  /** What a client is to trust. */
  public Path authority() {
    return certificates.authority();
  }

  /** A file that holds {@link Slapd#PASSWORD}. */
  public Path passwordFile() {
    return directory.resolve("password");
  }

  /** What Samba logged, every modification included. */
  public Path log() {
    return directory.resolve("samba.log");
  }

  /** How many modify operations were carried out or refused since the first start. */
  public long modifications() {
    return logged("DSDB Change [Modify]");
  }

  /** How many log lines hold the text. */
  public long logged(String text) {
    try (Stream<String> lines = Files.lines(log())) {
      return lines.filter(line -> line.contains(text)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of a person. */
  public static String dn(String name) {
    return "CN=" + name + "," + PEOPLE;
  }

  /** Loads users u000000@example.com and so on while Samba is stopped: about 400 a second. */
  public SambaAd seedPeople(int count) {
    return seed(
        IntStream.range(0, count)
            .mapToObj(number -> "u%06d".formatted(number))
            .map(
                name ->
                    "dn: %s\nobjectClass: user\nsAMAccountName: %s\nsn: %s\nmail: %s@example.com\n"
                        .formatted(dn(name), name, name, name))
            .reduce("", (all, one) -> all + one + "\n"));
  }

  /** Loads any entries while Samba is stopped. */
  public SambaAd seed(String ldif) {
    Commands.feed(
        directory,
        ldif,
        Root.as(
            "/usr/bin/python3",
            "-c",
            SlapdConf.resource("samba-add.py"),
            settings().toString(),
            domain.resolve("private/sam.ldb").toString()));
    return this;
  }

  /** Makes an account a protected one: it inherits no rights, and only Administrators may write. */
  public void protect(String dn) {
    Root.run(
        directory,
        "/usr/bin/python3",
        "-c",
        SlapdConf.resource("samba-protect.py"),
        settings().toString(),
        domain.resolve("private/sam.ldb").toString(),
        dn);
  }

  /** Runs samba-tool on the domain's files, running or not, and gives what it printed. */
  public String tool(String... arguments) {
    return SambaTemplate.onDomain(domain, settings(), List.of(arguments));
  }

  /**
   * Lets clients find the server by Kerberos under its address, and gives a krb5.conf with the
   * realm's KDC.
   */
  public Path kerberos() {
    tool("spn", "add", "ldap/" + address, "DC1$");
    try {
      return Files.writeString(
          directory.resolve("krb5.conf"),
          """
          [libdefaults]
            default_realm = EXAMPLE.COM
            dns_lookup_kdc = false
            dns_lookup_realm = false
            rdns = false
            udp_preference_limit = 1
          [realms]
            EXAMPLE.COM = {
              kdc = %s:88
            }
          """
              .formatted(address));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address that the KDC and the directory listen on; the KDC's port is 88. */
  public String address() {
    return address;
  }

  /** A file with the keys of an account, such as {@code publisher}. */
  public Path keytab(String account) {
    Path keytab = directory.resolve(account + ".keytab");
    tool("domain", "exportkeytab", keytab.toString(), "--principal=" + account);
    return keytab;
  }

  /** A connection that may do anything. */
  public LDAPConnection admin() {
    try {
      return new LDAPConnection(address, 389, ADMIN, Slapd.PASSWORD);
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts it and waits until it answers. */
  public SambaAd start() {
    try {
      process =
          new ProcessBuilder(
                  Root.as(
                      "/usr/sbin/samba",
                      "--configfile=" + settings(),
                      "--foreground",
                      "--no-process-group",
                      "--debug-stdout",
                      "--model=single"))
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Instant deadline = Instant.now().plus(READY);
    while (!answers(address, 389) || !answers(address, 636) || !answers(address, 88)) {
      if (!running().isAlive() || Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("Samba does not start, see " + log());
      }
      LockSupport.parkNanos(20_000_000);
    }
    return this;
  }

  private static boolean answers(String address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Process running() {
    Process known = process;
    if (known == null) {
      throw new IllegalStateException("Samba was not started");
    }
    return known;
  }

  /** Stops it as an administrator does. */
  public void stop() {
    signal("-TERM");
  }

  /** Kills it at once, as a power cut does. */
  public void kill() {
    signal("-KILL");
  }

  private void signal(String signal) {
    Root.end(running(), directory, signal);
  }

  @Override
  public void close() {
    if (process != null && running().isAlive()) {
      kill();
    }
    Root.run(directory, "rm", "-rf", domain.toString());
  }
}
