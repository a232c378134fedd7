package org.certpublisher.demo;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Validity;

/**
 * Makes a small CA and a small directory and walks through them with the real commands: plan,
 * apply, plan again, revoke, plan. Checks itself that all goes as told.
 */
public final class Demo {
  private final Commands commands;
  private final PrintStream out;
  private final Clock clock;

  /**
   * A demo that tells its story to a stream.
   *
   * @param commands runs the program's own commands
   */
  public Demo(Commands commands, PrintStream out, Clock clock) {
    this.commands = commands;
    this.out = out;
    this.clock = clock;
  }

  /**
   * What a person may choose.
   *
   * @param folder where the CA, the configuration and the report go; else a new temporary folder
   * @param serve the port on which the directory stays up afterwards; 0 for any free one
   */
  public record Options(Optional<Path> folder, OptionalInt serve) {}

  /**
   * Runs the demo; the last line is the report's path. With a port to serve it comes back only when
   * the thread is interrupted.
   *
   * @return 0 when all went as told, else 1
   * @throws IOException when the folder cannot be written or the port not be had; the message says
   *     which
   */
  public int run(Options options) throws IOException {
    try {
      return tell(options);
    } catch (GeneralSecurityException e) {
      throw new IOException("this Java cannot make the demo's keys: " + e.getMessage(), e);
    } catch (LDAPException e) {
      throw new IOException("the demo's directory does not start: " + e.getMessage(), e);
    }
  }

  private int tell(Options options) throws IOException, GeneralSecurityException, LDAPException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Path folder = folder(options);
    String password = new BigInteger(130, new SecureRandom()).toString(36);
    Keys keys = Keys.generate();
    Validity years =
        new Validity(now.minus(Duration.ofDays(1000)), now.plus(Duration.ofDays(1000)));
    DemoCa ca = DemoCa.create(folder.resolve("ca"), new Issuer("Demo CA", keys.ca(), years), now);
    Cast cast = new Cast(ca, new Issuer("Other CA", keys.otherCa(), years), keys, now);
    Narration narration = new Narration(out);
    try (EmbeddedDirectory directory =
        EmbeddedDirectory.start(options.serve().orElse(0), password)) {
      for (Part part : cast.parts()) {
        directory.add(entry(part));
      }
      Path settings = Settings.write(folder, ca, directory, password);
      Walk walk = new Walk(new Walk.Stage(commands, settings, ca, directory, now), cast, narration);
      Path report = walk.through();
      boolean asTold = narration.surprises() == 0;
      if (options.serve().isPresent()) {
        narration.say(serving(directory, settings));
      }
      narration.say(asTold ? "All went as told. The report:" : "Not all went as told. The report:");
      narration.say(report.toString());
      if (options.serve().isPresent()) {
        untilInterrupted();
      }
      return asTold ? 0 : 1;
    }
  }

  private static Path folder(Options options) throws IOException {
    if (options.folder().isEmpty()) {
      return Files.createTempDirectory("cert-publisher-demo-");
    }
    Path folder = options.folder().get().toAbsolutePath().normalize();
    Files.createDirectories(folder);
    if (Files.exists(folder.resolve("ca")) || Files.exists(folder.resolve("publisher.yaml"))) {
      throw new IOException(
          folder + " already holds a demo or a configuration: name a new or an empty folder");
    }
    return folder;
  }

  private static Entry entry(Part part) {
    Entry entry =
        new Entry(
            "uid=" + part.uid() + "," + EmbeddedDirectory.PEOPLE,
            new Attribute("objectClass", "top", "person", "organizationalPerson", "inetOrgPerson"),
            new Attribute("cn", part.name()),
            new Attribute("sn", part.name().substring(part.name().indexOf(' ') + 1)),
            new Attribute("mail", part.mails()));
    for (Der value : part.held().userCertificate()) {
      entry.addAttribute("userCertificate", value.toBytes());
    }
    for (Der value : part.held().userSmimeCertificate()) {
      entry.addAttribute("userSMIMECertificate", value.toBytes());
    }
    return entry;
  }

  private static String serving(EmbeddedDirectory directory, Path settings) {
    return """

        The directory stays up until you press Ctrl-C. In another terminal:

          ldapsearch -x -H %s -b %s "(mail=anna@example.com)" "userCertificate;binary" userSMIMECertificate
          cert-publisher --config %s apply
          cert-publisher --config %s show emma@example.com
        """
        .formatted(directory.url(), EmbeddedDirectory.SUFFIX, settings, settings);
  }

  private static void untilInterrupted() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
