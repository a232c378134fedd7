package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run after one change among thousands of contacts of a Samba domain reads that one. To load
 * 10,000 takes a minute and a half, so that many only by {@code -Dpeople=10000}.
 */
final class SambaFollowIT {
  private static final int PEOPLE = Integer.getInteger("people", 3000);
  private static final int CERTIFICATES = 5;
  private static final Pattern QUERY =
      Pattern.compile("SearchRequest by .* filter: \\[(.*)\\] basedn: \\[(.*)\\] scope");

  @TempDir private Path folder;
  private int logLines;

  /** Contacts are loaded in a third of the time of users. */
  private static String contacts() {
    return IntStream.range(0, PEOPLE)
        .mapToObj(GeneratedCa::uid)
        .map(
            uid ->
                "dn: %s\nobjectClass: contact\nmail: %s@example.com\n\n"
                    .formatted(SambaAd.dn(uid), uid))
        .collect(Collectors.joining());
  }

  /** The filters of all searches of people since the last call. */
  private List<String> filters(SambaAd samba) {
    try {
      List<String> lines = Files.readAllLines(samba.log(), StandardCharsets.ISO_8859_1);
      List<String> filters =
          lines.subList(logLines, lines.size()).stream()
              .map(QUERY::matcher)
              .filter(found -> found.find() && found.group(2).equalsIgnoreCase(SambaAd.PEOPLE))
              .map(found -> found.group(1))
              .toList();
      logLines = lines.size();
      return filters;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertFollowed(List<String> filters) {
    assertThat(filters).hasSizeBetween(2, 3).allMatch(filter -> filter.contains("(uSNChanged>="));
  }

  private static void assertFull(List<String> filters) {
    assertThat(filters)
        .as("the pages of two reads of all")
        .filteredOn(filter -> !filter.contains("uSNChanged"))
        .hasSizeGreaterThanOrEqualTo(2 * PEOPLE / 1000);
  }

  @Test
  void oneChangedEntryAmongThousandsIsReadAloneAndALostCookieMeansAll() throws Exception {
    GeneratedCa ca = GeneratedCa.create(folder.resolve("ca"), CERTIFICATES);
    Path place = Files.createDirectory(folder.resolve("samba"));
    try (SambaAd samba = new SambaAd(place).seed(contacts())) {
      Path conf = place.resolve("smb.conf");
      Files.writeString(conf, Files.readString(conf).replace("log level = 1", "log level = 5"));
      samba.start();
      String bind = "method: simple, dn: \"%s\", password-file: \"%s\"";
      Scene scene =
          new Scene(folder, samba.ldapsUrl(), samba.passwordFile(), samba.authority())
              .bind(bind.formatted(SambaAd.PUBLISHER, samba.passwordFile()))
              .entries(
                  "base: \"%s\", filter: \"(objectClass=person)\", match: [ mail ]"
                      .formatted(SambaAd.PEOPLE))
              .generated(ca)
              .write();
      scene.run(0, "apply");
      assertFull(filters(samba));
      assertThat(scene.run(0, "apply").err())
          .contains("corp: read only what changed, entries: " + CERTIFICATES);
      assertFollowed(filters(samba));
      assertThat(scene.run("--debug", "apply").err())
          .contains("corp: read only what changed, entries: 0");

      aValueDeletedByHandIsPublishedAgain(samba, scene, ca);
      aDestroyedCookieMeansAllEntries(samba, scene);
    }
  }

  private void aValueDeletedByHandIsPublishedAgain(SambaAd samba, Scene scene, GeneratedCa ca)
      throws Exception {
    String dn = SambaAd.dn(GeneratedCa.uid(3));
    try (LDAPConnection admin = samba.admin()) {
      admin.modify(dn, new Modification(ModificationType.DELETE, "userCertificate"));
      filters(samba);
      assertThat(scene.run(0, "apply").err()).contains("corp: read only what changed, entries: 1");
      assertFollowed(filters(samba));
      assertThat(admin.getEntry(dn, "userCertificate").getAttributeValueBytes("userCertificate"))
          .isEqualTo(ca.der(3));
    }
  }

  private void aDestroyedCookieMeansAllEntries(SambaAd samba, Scene scene) throws IOException {
    Files.write(
        folder.resolve("state.mirror-corp.changes"),
        "not a cookie".getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.TRUNCATE_EXISTING);
    filters(samba);
    assertThat(scene.run(0, "apply").err()).contains("corp: all entries are read: the mirror");
    assertFull(filters(samba));
    scene.run(0, "apply");
    assertFollowed(filters(samba));
  }
}
