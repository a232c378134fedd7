package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.it.Changes.bytes;
import static org.certpublisher.it.Changes.change;
import static org.certpublisher.it.Changes.entry;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Outcome;
import org.certpublisher.directory.follow.ChangeSource;
import org.certpublisher.directory.ldap.LdapDirectory;
import org.certpublisher.directory.ldap.LdapSettings;
import org.certpublisher.directory.ldap.connect.Bind;
import org.junit.jupiter.api.Test;

/** What holds of a directory whatever server is behind it. */
abstract class DirectorySuite {
  static final CertificateAttribute CERT = CertificateAttribute.USER_CERTIFICATE;
  static final CertificateAttribute SMIME = CertificateAttribute.USER_SMIME_CERTIFICATE;
  static final Values VALUES = new Values();

  /** The server; one for all tests of a class. */
  abstract LiveDirectory server();

  /** As the account that may write. */
  final LdapSettings settings() {
    return settings(server().url(), server().publisher(), server().people());
  }

  final LdapSettings settings(String url, String account, String base) {
    return settings(url, server().authority(), account, base, 500);
  }

  /** With TLS; the account's password is {@link Slapd#PASSWORD}. */
  static LdapSettings settings(
      String url, Path authority, String account, String base, int pageSize) {
    return new LdapSettings(
        List.of(url),
        Optional.empty(),
        new LdapSettings.Security(LdapSettings.Tls.REQUIRED, Optional.of(authority)),
        new Bind.Simple(account, () -> Slapd.PASSWORD.getBytes(StandardCharsets.UTF_8)),
        new LdapSettings.Entries(base, "(objectClass=person)", MatchRules.of("mail")),
        limits(pageSize));
  }

  /** Adds a fresh person and gives its name. */
  final String person(String uid) {
    return server().person(server().people(), uid);
  }

  /** Adds values past the publisher. */
  final void plant(String dn, CertificateAttribute attribute, byte[]... values) {
    try (LDAPConnection admin = server().admin()) {
      String name = server().descriptions(attribute).get(0);
      admin.modify(dn, new Modification(ModificationType.ADD, name, values));
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  static LdapSettings.Limits limits(int pageSize) {
    return new LdapSettings.Limits(
        pageSize, Duration.ofSeconds(5), Duration.ofSeconds(25), Duration.ofSeconds(30));
  }

  private static void done(Directory directory, EntryChange change) throws Exception {
    assertThat(directory.modify(List.of(change))).containsExactly(Outcome.DONE);
  }

  @Test
  void bothAttributesArePublishedSwappedAndWithdrawn() throws Exception {
    String dn = person("swap");
    Der first = VALUES.certificate(101, "swap");
    Der second = VALUES.certificate(102, "swap");
    try (Directory directory = LdapDirectory.open(settings())) {
      DirectoryEntry empty = entry(directory, dn);
      done(
          directory,
          change(
              empty, change(empty, CERT, Set.of(), first), change(empty, SMIME, Set.of(), first)));
      DirectoryEntry published = entry(directory, dn);
      assertThat(bytes(published, CERT)).containsExactly(first);
      assertThat(bytes(published, SMIME)).containsExactly(first);

      done(
          directory,
          change(
              published,
              change(published, CERT, Set.of(first), second),
              change(published, SMIME, Set.of(first), second)));
      DirectoryEntry swapped = entry(directory, dn);
      assertThat(bytes(swapped, CERT)).containsExactly(second);
      assertThat(bytes(swapped, SMIME)).containsExactly(second);

      done(
          directory,
          change(
              swapped,
              change(swapped, CERT, Set.of(second)),
              change(swapped, SMIME, Set.of(second))));
      assertThat(entry(directory, dn).values()).isEmpty();
    }
  }

  @Test
  void whatChangedSinceAReadIsToldWhereTheServerCanBeAsked() throws Exception {
    String dn = person("told");
    try (LdapDirectory directory = LdapDirectory.open(settings())) {
      Optional<ChangeSource> source = directory.changes(Clock.systemUTC());
      assertThat(source.isPresent()).isEqualTo(server().tellsChanges());
      if (source.isPresent()) {
        String cookie = source.get().readAll(entry -> {}).text();
        assertThat(cookie).isNotEmpty();
        Der value = VALUES.certificate(901, "told");
        plant(dn, CERT, value.view());
        List<DirectoryEntry> changed = new ArrayList<>();
        assertThat(source.get().readChanges(cookie, changed::add, gone -> {}).text()).isNotEmpty();
        assertThat(changed)
            .filteredOn(entry -> entry.dn().equalsIgnoreCase(dn))
            .singleElement()
            .satisfies(entry -> assertThat(bytes(entry, CERT)).containsExactly(value));
      }
    }
  }

  @Test
  void aReissuedCertificateOfTheSameSerialNumberTakesTheOldOnesPlace() throws Exception {
    String dn = person("reissue");
    Der old = VALUES.certificate(201, "reissue");
    Der again = VALUES.certificate(201, "reissue renamed");
    plant(dn, CERT, old.view());
    try (Directory directory = LdapDirectory.open(settings())) {
      DirectoryEntry before = entry(directory, dn);
      done(directory, change(before, change(before, CERT, Set.of(old), again)));
      assertThat(bytes(entry(directory, dn), CERT)).containsExactly(again);
    }
  }

  @Test
  void foreignValuesStayToTheByte() throws Exception {
    String dn = person("foreign");
    byte[] garbage = {0x00, (byte) 0xff, 0x30, 0x41, 0x61};
    Der foreign = VALUES.certificate(301, "foreign");
    List<byte[]> planted = new ArrayList<>(List.of(foreign.view()));
    if (server().takesGarbage(CERT)) {
      planted.add(garbage);
    }
    plant(dn, CERT, planted.toArray(new byte[0][]));
    plant(dn, SMIME, garbage, "not even PKCS#7".getBytes(StandardCharsets.UTF_8));
    Der ours = VALUES.certificate(302, "foreign");
    try (Directory directory = LdapDirectory.open(settings())) {
      DirectoryEntry before = entry(directory, dn);
      done(
          directory,
          change(
              before, change(before, CERT, Set.of(), ours), change(before, SMIME, Set.of(), ours)));
      DirectoryEntry with = entry(directory, dn);
      assertThat(bytes(with, CERT)).containsAll(bytes(before, CERT)).contains(ours);
      assertThat(bytes(with, SMIME)).containsAll(bytes(before, SMIME)).contains(ours);
      done(
          directory,
          change(with, change(with, CERT, Set.of(ours)), change(with, SMIME, Set.of(ours))));
      DirectoryEntry after = entry(directory, dn);
      assertThat(bytes(after, CERT)).isEqualTo(bytes(before, CERT));
      assertThat(bytes(after, SMIME)).isEqualTo(bytes(before, SMIME));
    }
  }

  @Test
  void manyValuesAreReadAndOneOfThemWithdrawn() throws Exception {
    String dn = person("many");
    byte[][] many =
        IntStream.range(0, server().many())
            .mapToObj(i -> VALUES.certificate(10_000 + i, "many").view())
            .toArray(byte[][]::new);
    plant(dn, CERT, many);
    try (Directory directory = LdapDirectory.open(settings())) {
      DirectoryEntry before = entry(directory, dn);
      assertThat(bytes(before, CERT)).hasSize(server().many());
      Der gone = Der.wrap(many[123]);
      done(directory, change(before, change(before, CERT, Set.of(gone))));
      assertThat(bytes(entry(directory, dn), CERT))
          .hasSize(server().many() - 1)
          .doesNotContain(gone);
    }
  }

  @Test
  void anEntryChangedAfterItWasReadIsLeftAlone() throws Exception {
    String dn = person("moved");
    Der other = VALUES.certificate(401, "moved");
    Der ours = VALUES.certificate(402, "moved");
    try (Directory directory = LdapDirectory.open(settings())) {
      DirectoryEntry stale = entry(directory, dn);
      plant(dn, SMIME, other.view());
      List<Outcome> outcomes =
          directory.modify(
              List.of(
                  change(
                      stale,
                      change(stale, CERT, Set.of(), ours),
                      change(stale, SMIME, Set.of(), ours))));
      assertThat(outcomes).extracting(Outcome::kind).containsExactly(Outcome.Kind.MOVED);
      DirectoryEntry now = entry(directory, dn);
      assertThat(bytes(now, CERT)).isEmpty();
      assertThat(bytes(now, SMIME)).containsExactly(other);
    }
  }

  @Test
  void aMissingEntryIsMovedAndHidesNoOther() throws Exception {
    String dn = person("here");
    Der ours = VALUES.certificate(501, "here");
    try (Directory directory = LdapDirectory.open(settings())) {
      DirectoryEntry here = entry(directory, dn);
      DirectoryEntry gone =
          new DirectoryEntry(
              dn.replace("here", "gone"), here.version(), List.of(), List.of(), List.of());
      List<Outcome> outcomes =
          directory.modify(
              List.of(
                  change(gone, change(gone, CERT, Set.of(), ours)),
                  change(here, change(here, CERT, Set.of(), ours))));
      assertThat(outcomes)
          .extracting(Outcome::kind)
          .containsExactly(Outcome.Kind.MOVED, Outcome.Kind.DONE);
    }
  }

  @Test
  void everyEntryIsReadOverManyPages() throws Exception {
    server().persons(server().people(), IntStream.range(0, 25).mapToObj(i -> "page" + i).toList());
    LdapSettings whole = settings();
    for (int pageSize : new int[] {1, 5, 1000}) {
      LdapSettings paged =
          new LdapSettings(
              whole.urls(),
              whole.kind(),
              whole.security(),
              whole.bind(),
              whole.entries(),
              limits(pageSize));
      try (Directory directory = LdapDirectory.open(paged)) {
        Set<String> thin = new HashSet<>();
        Set<String> full = new HashSet<>();
        directory.readMailboxes(entry -> entry.mailboxes().forEach(m -> thin.add(m.key())));
        directory.readEntries(entry -> entry.mailboxes().forEach(m -> full.add(m.key())));
        assertThat(thin).isEqualTo(full);
        assertThat(thin)
            .containsAll(
                IntStream.range(0, 25).mapToObj(i -> "page" + i + "@example.com").toList());
      }
    }
  }

  @Test
  void onlyFindsByAddressNameAndFilter() throws Exception {
    String dn = person("only");
    try (Directory directory = LdapDirectory.open(settings())) {
      for (var only :
          List.of(
              new Directory.Only(Directory.Only.Kind.ADDRESS, "ONLY@example.com"),
              new Directory.Only(Directory.Only.Kind.DN, dn),
              new Directory.Only(Directory.Only.Kind.FILTER, "(uid=only)"))) {
        assertThat(directory.select(only)).as(only.toString()).containsExactly(dn);
      }
      assertThat(directory.select(new Directory.Only(Directory.Only.Kind.ADDRESS, "*"))).isEmpty();
    }
  }
}
