package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.certpublisher.cert.Der;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run after one change among 10,000 entries of slapd reads that one. */
final class SlapdFollowIT {
  private static final int PEOPLE = 10_000;
  private static final int CERTIFICATES = 5;
  private static final Pattern FOUND = Pattern.compile("SEARCH RESULT .*nentries=(\\d+)");

  @TempDir private Path folder;
  private int logLines;

  /** People who were last changed long ago. */
  private void seed(Slapd slapd) throws IOException {
    Path ldif = folder.resolve("people.ldif");
    try (BufferedWriter writer = Files.newBufferedWriter(ldif)) {
      for (int i = 0; i < PEOPLE; i++) {
        String uid = GeneratedCa.uid(i);
        writer.write(
            """
            dn: %s
            objectClass: inetOrgPerson
            uid: %s
            cn: %s
            sn: %s
            mail: %s@example.com
            entryCSN: 20260101120000.%06dZ#000000#000#000000

            """
                .formatted(Slapd.dn(uid), uid, uid, uid, uid, i));
      }
    }
    slapd.seed(ldif);
  }

  /** What the server found for all searches since the last call. */
  private int entriesFound(Slapd slapd) {
    try {
      List<String> lines = Files.readAllLines(slapd.log());
      int sum = 0;
      for (String line : lines.subList(logLines, lines.size())) {
        Matcher found = FOUND.matcher(line);
        sum += found.find() ? Integer.parseInt(found.group(1)) : 0;
      }
      logLines = lines.size();
      return sum;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void oneChangedEntryAmongTenThousandIsReadAloneAndALostCookieMeansAll() throws Exception {
    GeneratedCa ca = GeneratedCa.create(folder.resolve("ca"), CERTIFICATES);
    try (Slapd slapd = new Slapd(Files.createDirectory(folder.resolve("slapd"))).notDurable()) {
      seed(slapd);
      slapd.start();
      Scene scene = new Scene(folder, slapd).generated(ca).write();
      scene.run(0, "apply");
      assertThat(slapd.modifications()).isEqualTo(CERTIFICATES);
      assertThat(entriesFound(slapd)).isGreaterThan(2 * PEOPLE);

      scene.run(0, "apply");
      assertThat(slapd.modifications()).isEqualTo(CERTIFICATES);
      int atRest = entriesFound(slapd);
      assertThat(atRest).as("its own changes and what it asks of the server").isLessThan(30);

      aValueDeletedByHandIsPublishedAgain(slapd, scene, ca);
      aDestroyedCookieMeansAllEntries(slapd, scene);
      aLostStateMeansAllEntries(slapd, scene);
    }
  }

  private void aValueDeletedByHandIsPublishedAgain(Slapd slapd, Scene scene, GeneratedCa ca)
      throws Exception {
    People people = new People(slapd);
    String uid = GeneratedCa.uid(3);
    delete(slapd, uid);
    assertThat(people.read(uid).userCertificate()).isEmpty();
    entriesFound(slapd);
    Program.Result plan = scene.run(2, "plan");
    assertThat(plan.err()).contains("read only what changed");
    Program.Result result = scene.run(0, "apply");
    assertThat(result.err()).contains("read only what changed");
    assertThat(entriesFound(slapd)).isLessThan(60);
    assertThat(people.read(uid).userCertificate()).containsExactly(Der.wrap(ca.der(3)));
  }

  private static void delete(Slapd slapd, String uid) throws LDAPException {
    URI url = URI.create(slapd.url());
    try (LDAPConnection admin =
        new LDAPConnection(url.getHost(), url.getPort(), Slapd.ADMIN, Slapd.PASSWORD)) {
      admin.modify(
          Slapd.dn(uid), new Modification(ModificationType.DELETE, "userCertificate;binary"));
    }
  }

  private void aDestroyedCookieMeansAllEntries(Slapd slapd, Scene scene) throws IOException {
    Path changes = folder.resolve("state.mirror-corp.changes");
    entriesFound(slapd);
    Files.write(
        changes,
        "not a cookie".getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.TRUNCATE_EXISTING);
    Program.Result full = scene.run(0, "apply");
    assertThat(full.err()).contains("corp: all entries are read: the mirror");
    assertThat(entriesFound(slapd)).isGreaterThan(2 * PEOPLE);
    scene.run(0, "apply");
    assertThat(entriesFound(slapd)).isLessThan(30);
  }

  private void aLostStateMeansAllEntries(Slapd slapd, Scene scene) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("state")).toList()) {
        Files.delete(file);
      }
    }
    scene.run(0, "apply");
    assertThat(entriesFound(slapd)).isGreaterThan(2 * PEOPLE);
  }
}
