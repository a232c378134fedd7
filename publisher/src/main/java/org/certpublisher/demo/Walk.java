package org.certpublisher.demo;

import com.unboundid.ldap.sdk.LDAPException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.certpublisher.cert.Der;
import org.certpublisher.client.MailClient;

/** The walk through the demo, step by step. */
final class Walk {
  /** For whom there is a column; the others are only summed up. */
  private static final Set<MailClient> SHOWN =
      Collections.unmodifiableSet(
          EnumSet.of(
              MailClient.THUNDERBIRD, MailClient.GPGSM, MailClient.EVOLUTION, MailClient.OUTLOOK));

  private final Stage stage;
  private final Cast cast;
  private final Narration narration;

  Walk(Stage stage, Cast cast, Narration narration) {
    this.stage = stage;
    this.cast = cast;
    this.narration = narration;
  }

  /** What the walk leads through. */
  record Stage(
      Commands commands, Path settings, DemoCa ca, EmbeddedDirectory directory, Instant now) {
    Path file(String name) {
      return settings.resolveSibling(name);
    }
  }

  /** Walks, and gives the path of the last report. */
  Path through() throws IOException, GeneralSecurityException, LDAPException {
    introduce();
    LookUps before = LookUps.of(stage.directory);
    firstPlan();
    apply();
    LookUps after = LookUps.of(stage.directory);
    checkPublished(after);
    secondPlan();
    final Path report = revokeAndPlan();
    compare(before, after);
    return report;
  }

  private void introduce() {
    narration.say(
        """
        Cert Publisher: a walk with a small CA and a small directory, made just now.

          CA             %s
                         as "openssl ca" keeps it: index.txt, newcerts/, crl.pem
          directory      %s
                         %d entries below %s
          configuration  %s
                         every command below has --config with this file
        """
            .formatted(
                stage.ca.folder(),
                stage.directory.url(),
                cast.parts().size(),
                EmbeddedDirectory.PEOPLE,
                stage.settings));
  }

  private void firstPlan() throws IOException {
    narration.say(
        """
        1. What would change? "plan" compares the CA with the directory and writes nothing.
           Revoked, held and expired certificates are to go, the renewed one is to be swapped,
           the missing ones are to come. Values of other CAs are never touched.
        """);
    Path report = stage.file("first-plan.html");
    narration.quote(run(2, "plan", "--report", report.toString()));
    narration.expect(Files.isRegularFile(report), "there is no report " + report);
    narration.say("\n   Exit code 2: changes are pending.\n");
  }

  private void apply() {
    narration.say("2. \"apply\" makes the same plan and carries it out.\n");
    narration.quote(lastLine(run(0, "apply")));
    narration.say("\n   Exit code 0: all done.\n");
  }

  private void secondPlan() {
    narration.say(
        """
        3. Again: a second plan finds nothing to do. Certificates that nobody can encrypt to, that
           find no entry or two entries, and values of others stay findings for people.
        """);
    narration.quote(lastLine(run(0, "plan")));
    narration.say("\n   Exit code 0: the directory says what the CA says.\n");
  }

  private Path revokeAndPlan() throws IOException, GeneralSecurityException {
    stage.ca.revoke(cast.revokedLater(), "keyCompromise");
    stage.ca.release(cast.onHold());
    narration.say(
        """
        4. Now the CA revokes Ben's certificate and releases Emma's from hold. The next plan takes
           the one out of both attributes and publishes the other again.
        """);
    Path report = stage.file("report.html");
    String told = run(2, "plan", "--report", report.toString());
    narration.quote(changes(told));
    narration.expect(told.contains("uid=ben,"), "the plan does not name Ben");
    narration.expect(told.contains("uid=emma,"), "the plan does not name Emma");
    narration.expect(Files.isRegularFile(report), "there is no report " + report);
    narration.say(
        "\n   Exit code 2 again. This plan is left to you: \"apply\" would carry it out.\n");
    return report;
  }

  private void checkPublished(LookUps after) {
    for (Part part : cast.parts()) {
      Set<Der> published = Set.copyOf(part.published());
      narration.expect(
          after.userCertificate(part.uid()).equals(published),
          part.uid() + "'s userCertificate is not as expected");
      Set<Der> ours = published.stream().filter(stage.ca::issued).collect(Collectors.toSet());
      narration.expect(
          after.userSmimeCertificate(part.uid()).equals(ours),
          part.uid() + "'s userSMIMECertificate is not as expected");
    }
  }

  private void compare(LookUps before, LookUps after) {
    narration.say("Who can be encrypted to, by mail client, before and after the first apply:\n");
    StringBuilder head = new StringBuilder(" ".repeat(52));
    for (MailClient client : SHOWN) {
      head.append(pad(client.title(), 12));
    }
    narration.say(head.toString().stripTrailing());
    for (Part part : cast.parts()) {
      StringBuilder line = new StringBuilder("  " + pad(part.uid(), 7) + pad(part.story(), 43));
      Set<MailClient> old = before.encryptable(part, stage.now);
      Set<MailClient> now = after.encryptable(part, stage.now);
      for (MailClient client : SHOWN) {
        line.append(pad(yes(old.contains(client)) + " > " + yes(now.contains(client)), 12));
      }
      narration.say(line.toString().stripTrailing());
    }
    narration.say("\nTogether:\n");
    for (MailClient client : MailClient.values()) {
      int old = before.reach(cast.parts(), stage.now).getOrDefault(client, 0);
      int now = after.reach(cast.parts(), stage.now).getOrDefault(client, 0);
      narration.say("  " + pad(client.title(), 24) + old + " > " + now);
      narration.expect(now > old, client.title() + " reaches nobody more than before");
    }
    narration.say("");
  }

  private static String yes(boolean able) {
    return able ? "yes" : "-";
  }

  private static String pad(String text, int width) {
    return String.format(Locale.ROOT, "%-" + width + "s", text);
  }

  /** Runs a command and gives what it printed. */
  private String run(int expected, String... command) {
    narration.say("     $ cert-publisher " + String.join(" ", command));
    List<String> line = new ArrayList<>(List.of("--config", stage.settings.toString()));
    line.addAll(List.of(command));
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    int code = stage.commands.run(line, new PrintStream(told, true, StandardCharsets.UTF_8));
    String text = told.toString(StandardCharsets.UTF_8);
    narration.expect(code == expected, "exit code " + code + ", not " + expected + ":\n" + text);
    return text;
  }

  private static String lastLine(String text) {
    return text.lines().filter(line -> !line.isBlank()).reduce("", (old, line) -> line);
  }

  /** The part about changes, without findings and figures. */
  private static String changes(String text) {
    return text.lines()
        .dropWhile(line -> !line.startsWith("What would change"))
        .takeWhile(line -> !line.isBlank())
        .collect(Collectors.joining("\n"));
  }
}
