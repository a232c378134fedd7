package org.certpublisher.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.certpublisher.client.MailClient;

/**
 * A mail client of this machine with an empty profile: looks addresses up in a directory and
 * encrypts to them. Each is a script of the test resources with the same arguments.
 */
enum RealClient {
  /** gpgsm with dirmngr. */
  GPGSM(MailClient.GPGSM, "gpgsm.sh", "gnupg-home.sh"),
  /** The library of Kleopatra and KMail, over gpgsm and dirmngr. */
  GPGME(MailClient.GPGSM, "gpgme.sh", "gpgme.py", "gnupg-home.sh"),
  /** The command line. */
  OPENSSL(MailClient.OPENSSL, "openssl.sh"),
  /** Evolution's address book service and Camel, its mail library. */
  EVOLUTION(MailClient.EVOLUTION, "evolution.sh", "evolution.py"),
  /** Thunderbird without a screen: its compose window looks up and encrypts. */
  THUNDERBIRD(
      MailClient.THUNDERBIRD,
      "thunderbird.sh",
      "thunderbird.py",
      "thunderbird.js",
      "thunderbird-user.js");

  private static final long LONGEST_SECONDS = 240;

  private final MailClient model;

  @SuppressWarnings("ImmutableEnumChecker") // List.of gives an immutable one
  private final List<String> files;

  RealClient(MailClient model, String... files) {
    this.model = model;
    this.files = List.of(files);
  }

  /** What the program says that it does. */
  MailClient model() {
    return model;
  }

  /**
   * What a client has to know.
   *
   * @param root the CA it trusts, in PEM
   * @param ca another CA that it knows, in PEM
   */
  record Setting(Slapd slapd, Path root, Path ca) {}

  /** What became of the addresses. */
  record Mails(Path out) {
    /** The encrypted mail as DER; empty when the client did not encrypt. */
    Optional<Path> mail(String address) {
      Path file = out.resolve(address + ".p7");
      return Files.exists(file) ? Optional.of(file) : Optional.empty();
    }

    /** What the client said when it did not encrypt. */
    String why(String address) {
      try {
        Path file = out.resolve(address + ".why");
        return Files.exists(file) ? Files.readString(file).strip() : "";
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Whether the holder of the certificate can read the mail that was made for it. */
    boolean opens(String address, Path certificate, Path key) {
      Path mail = mail(address).orElseThrow(() -> new IllegalStateException(why(address)));
      try {
        return Commands.run(
                out,
                "/usr/bin/openssl",
                "cms",
                "-decrypt",
                "-inform",
                "DER",
                "-in",
                mail.toString(),
                "-recip",
                certificate.toString(),
                "-inkey",
                key.toString())
            .contains("secret");
      } catch (IllegalStateException e) {
        return false; // openssl says that the mail is for another
      }
    }
  }

  /** Starts the client in a folder of its own and has it write to each address. */
  Mails write(Path folder, Setting setting, List<String> addresses) {
    try {
      Path work = Files.createDirectories(folder.resolve("work"));
      Path out = Files.createDirectories(folder.resolve("out"));
      files.forEach(file -> copy(file, folder));
      Files.write(folder.resolve("addresses"), addresses);
      Process process =
          new ProcessBuilder(
                  folder.resolve(files.get(0)).toString(),
                  work.toString(),
                  "127.0.0.1",
                  String.valueOf(URI.create(setting.slapd().url()).getPort()),
                  Slapd.BASE,
                  setting.root().toString(),
                  setting.ca().toString(),
                  out.toString())
              .directory(folder.toFile())
              .redirectInput(folder.resolve("addresses").toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new IllegalStateException(this + ": no end: " + log(folder));
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(this + ": " + process.exitValue() + ": " + log(folder));
      }
      return new Mails(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String log(Path folder) throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  private static void copy(String file, Path folder) {
    String name = "client/" + file;
    try (InputStream in =
        Objects.requireNonNull(RealClient.class.getResourceAsStream(name), name)) {
      Path copy = folder.resolve(file);
      Files.write(copy, in.readAllBytes());
      Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
