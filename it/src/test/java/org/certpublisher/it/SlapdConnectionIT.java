package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Fact;
import org.certpublisher.directory.Outcome;
import org.certpublisher.directory.ldap.LdapDirectory;
import org.certpublisher.directory.ldap.LdapSettings;
import org.certpublisher.directory.ldap.connect.Bind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How connections come about, fail and are lost; with OpenLDAP. */
@Timeout(90)
final class SlapdConnectionIT {
  private static final int PEOPLE = 1500;

  @TempDir Path directory;
  private final List<Slapd> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Slapd::close);
  }

  private Slapd slapd() {
    Slapd slapd = new Slapd(directory).notDurable();
    started.add(slapd);
    return slapd;
  }

  private static LdapSettings.Security trusting(Slapd slapd) {
    return new LdapSettings.Security(LdapSettings.Tls.REQUIRED, Optional.of(slapd.authority()));
  }

  private static LdapSettings settings(Slapd slapd, String... urls) {
    return as(Slapd.PUBLISHER, Slapd.PASSWORD, trusting(slapd), urls);
  }

  private static LdapSettings as(
      String dn, String password, LdapSettings.Security security, String... urls) {
    return new LdapSettings(
        List.of(urls),
        Optional.empty(),
        security,
        new Bind.Simple(dn, () -> password.getBytes(StandardCharsets.UTF_8)),
        new LdapSettings.Entries(Slapd.PEOPLE, "(objectClass=person)", MatchRules.of("mail")),
        new LdapSettings.Limits(
            500, Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(20)));
  }

  private static int count(LdapSettings settings) throws DirectoryException {
    AtomicInteger entries = new AtomicInteger();
    try (Directory directory = LdapDirectory.open(settings)) {
      directory.readEntries(entry -> entries.incrementAndGet());
    }
    return entries.get();
  }

  private static void refused(LdapSettings settings, String... words) {
    assertThatThrownBy(() -> LdapDirectory.open(settings))
        .isInstanceOf(DirectoryException.class)
        .hasMessageContainingAll(words)
        .hasMessageNotContaining(Slapd.PASSWORD);
  }

  @Test
  void startTlsAndLdapsAndClearTextOnRequestAllRead() throws Exception {
    Slapd slapd = slapd().seedPeople(3).start();
    assertThat(count(settings(slapd, slapd.url()))).isEqualTo(3);
    assertThat(count(settings(slapd, slapd.ldapsUrl()))).isEqualTo(3);
    var clear = new LdapSettings.Security(LdapSettings.Tls.NONE, Optional.empty());
    assertThat(count(as(Slapd.PUBLISHER, Slapd.PASSWORD, clear, slapd.url()))).isEqualTo(3);
    assertThat(slapd.logged("STARTTLS")).isPositive();
  }

  @Test
  void aWrongPasswordIsSaidAndTriedOnce() {
    Slapd slapd = slapd().start();
    refused(
        as(Slapd.PUBLISHER, "wrong", trusting(slapd), slapd.url(), slapd.ldapsUrl()),
        slapd.url(),
        "refuses the bind as cn=",
        "(49",
        "password file");
    assertThat(slapd.logged("BIND dn=\"cn=publisher")).isEqualTo(1);
  }

  @Test
  void aCertificateForAnotherHostIsRefusedBeforeThePasswordIsSent() {
    Slapd slapd = slapd().withCertificateOfAnotherHost().start();
    for (String url : List.of(slapd.url(), slapd.ldapsUrl())) {
      refused(settings(slapd, url), url, "ldap.elsewhere.example", "not for localhost");
    }
    assertThat(slapd.logged("BIND dn=")).isZero();
  }

  @Test
  void aCertificateOfAnUnknownAuthorityIsRefusedBeforeThePasswordIsSent() {
    Slapd slapd = slapd().start();
    var system = new LdapSettings.Security(LdapSettings.Tls.REQUIRED, Optional.empty());
    for (String url : List.of(slapd.url(), slapd.ldapsUrl())) {
      refused(as(Slapd.PUBLISHER, Slapd.PASSWORD, system, url), url, "not trusted", "under trust");
    }
    assertThat(slapd.logged("BIND dn=")).isZero();
  }

  @Test
  void theNextUrlIsTriedWhenOneIsDead() throws Exception {
    Slapd slapd = slapd().seedPeople(2).start();
    assertThat(count(settings(slapd, "ldaps://localhost:1", slapd.ldapsUrl()))).isEqualTo(2);
  }

  @Test
  void aDeadDirectoryIsGivenUp() {
    Slapd slapd = slapd();
    refused(
        settings(slapd, slapd.url(), slapd.ldapsUrl()),
        slapd.url(),
        slapd.ldapsUrl(),
        "check that the directory runs");
    refused(settings(slapd, "ldaps://no.such.host.invalid"), "host name is unknown");
  }

  @Test
  @Timeout(30)
  void aServerThatNeverAnswersIsGivenUpInTime() throws IOException {
    Slapd slapd = slapd();
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String port = ":" + silent.getLocalPort();
      refused(
          settings(slapd, "ldap://localhost" + port, "ldaps://localhost" + port),
          "ldap://localhost" + port,
          "no answer in time");
    }
  }

  @Test
  void aSizeLimitEndsTheReadWithTheLineThatLiftsIt() {
    Slapd slapd = slapd().seedPeople(PEOPLE).start();
    assertThatThrownBy(() -> count(as(Slapd.READER, Slapd.PASSWORD, trusting(slapd), slapd.url())))
        .isInstanceOf(DirectoryException.class)
        .hasMessageContainingAll("stops after", "(4 ", "olcLimits: {0}dn.exact=\"" + Slapd.READER);
  }

  @Test
  void anAccountWithoutRightsIsToldWhoGrantsThem() throws Exception {
    Slapd slapd = slapd().seedPeople(1).start();
    try (Directory directory =
        LdapDirectory.open(as(Slapd.READER, Slapd.PASSWORD, trusting(slapd), slapd.url()))) {
      List<Outcome> outcomes = directory.modify(additions(directory));
      assertThat(outcomes).extracting(Outcome::kind).containsExactly(Outcome.Kind.NOT_PERMITTED);
      assertThat(outcomes.get(0).text()).contains("olcAccess:", Slapd.READER, Slapd.PEOPLE);
      assertThat(directory.inspect())
          .anyMatch(
              fact ->
                  fact.kind() == Fact.Kind.PROBLEM && fact.cure().contains("olcAccess: {0}to dn"));
    }
  }

  @Test
  void checkTellsWhatTheServerCanDoAndWritesNothing() throws Exception {
    Slapd slapd = slapd().seedPeople(2).start();
    try (Directory directory = LdapDirectory.open(settings(slapd, slapd.url()))) {
      DirectoryEntry before = directory.read(Slapd.dn("u000000")).orElseThrow();
      var description = directory.describe();
      assertThat(description.server()).isEqualTo("OpenLDAP");
      assertThat(description.missingSchema()).isEmpty();
      assertThat(description.facts())
          .contains("encrypted, TLSv1.3")
          .anyMatch(fact -> fact.contains("userSMIMECertificate, as a whole set"));
      assertThat(directory.inspect())
          .contains(Fact.good("read 2 entries below " + Slapd.PEOPLE))
          .anyMatch(fact -> fact.text().startsWith("write rights: both attributes may be written"))
          .allMatch(fact -> fact.kind() == Fact.Kind.GOOD);
      assertThat(directory.read(Slapd.dn("u000000"))).contains(before);
    }
  }

  private static List<EntryChange> additions(Directory directory) throws DirectoryException {
    List<EntryChange> changes = new ArrayList<>();
    directory.readEntries(
        entry -> {
          Der ours =
              DirectorySuite.VALUES.certificate(1000 + changes.size(), entry.dn().substring(4, 11));
          changes.add(
              Changes.change(
                  entry,
                  Changes.change(entry, DirectorySuite.CERT, Set.of(), ours),
                  Changes.change(entry, DirectorySuite.SMIME, Set.of(), ours)));
        });
    return changes;
  }

  @Test
  void aServerKilledInMidWindowAndStartedAgainLosesNoChange() throws Exception {
    Slapd slapd = slapd().seedPeople(PEOPLE).start();
    try (Directory directory = LdapDirectory.open(settings(slapd, slapd.url()))) {
      List<EntryChange> changes = additions(directory);
      var running =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return directory.modify(changes);
                } catch (DirectoryException e) {
                  throw new IllegalStateException(e);
                }
              });
      while (slapd.modifications() < PEOPLE / 10) {
        Thread.onSpinWait();
      }
      slapd.kill();
      assertThat(running).as("killed in the middle").isNotDone();
      slapd.start();
      assertThat(running.get(60, TimeUnit.SECONDS)).hasSize(PEOPLE).allMatch(Outcome.DONE::equals);
      AtomicInteger right = new AtomicInteger();
      directory.readEntries(
          entry -> {
            if (entry.values().size() == 2) {
              right.incrementAndGet();
            }
          });
      assertThat(right).hasValue(PEOPLE);
    }
  }

  @Test
  void aServerThatStaysAwayEndsTheRun() throws Exception {
    Slapd slapd = slapd().seedPeople(1).start();
    LdapSettings patient = settings(slapd, slapd.url());
    LdapSettings impatient =
        new LdapSettings(
            patient.urls(),
            patient.kind(),
            patient.security(),
            patient.bind(),
            patient.entries(),
            new LdapSettings.Limits(
                500, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)));
    try (Directory directory = LdapDirectory.open(impatient)) {
      List<EntryChange> changes = additions(directory);
      slapd.kill();
      assertThatThrownBy(() -> directory.modify(changes))
          .isInstanceOf(DirectoryException.class)
          .hasMessageContaining(slapd.url());
      assertThatThrownBy(() -> directory.readEntries(entry -> {}))
          .isInstanceOf(DirectoryException.class)
          .hasMessageContaining(slapd.url());
    }
  }
}
