package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.cms.CertsOnlyEncoder;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.Outcome;
import org.certpublisher.directory.ldap.LdapDirectory;
import org.certpublisher.directory.ldap.LdapSettings;
import org.certpublisher.plan.State;
import org.certpublisher.testing.TestCa;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * What whole runs do, whatever server is behind them, as an account that may write the two
 * attributes and nothing else. Each test has a container of its own.
 */
abstract class ReconcileSuite extends DirectorySuite {
  private static final byte[] GARBAGE = "no certificate at all".getBytes(StandardCharsets.UTF_8);
  private static final int FORTY_KIB = 40 << 10;

  @TempDir private Path folder;

  final Site site(TestInfo test) {
    String name = test.getTestMethod().orElseThrow().getName();
    String base = server().container(name.substring(0, Math.min(60, name.length())));
    return new Site(server(), account -> settings(server().url(), account, base), folder);
  }

  /** Puts values that are none of ours into an entry; gives all of them. */
  private Set<Der> strangers(Site site, String uid) {
    TestCa other = TestCa.create("other");
    Certificate foreign = other.issue(uid + "@example.com");
    Der smime = new CertsOnlyEncoder().encode(foreign.der(), List.of());
    String certificates = server().descriptions(CERT).get(0);
    String messages = server().descriptions(SMIME).get(0);
    site.plant(uid, certificates, foreign.der().toBytes());
    site.plant(uid, messages, smime.toBytes(), GARBAGE);
    if (server().takesGarbage(CERT)) {
      site.plant(uid, certificates, GARBAGE);
    }
    return Set.of(foreign.der(), smime, Der.wrap(GARBAGE));
  }

  @Test
  void oneApplyCarriesOutWhatHappenedAtTheCaAndNothingElse(TestInfo test) throws Exception {
    Site site = site(test);
    Set<Der> strangers = new HashSet<>();
    for (String uid : List.of("new", "renewed", "revoked", "held", "released", "expiring")) {
      site.person(uid);
      strangers.addAll(strangers(site, uid));
    }
    Certificate old = site.issue("renewed");
    final Certificate revoked = site.issue("revoked");
    final Certificate held = site.issue("held");
    Certificate released = site.issue("released");
    Certificate expiring =
        site.issue(site.ca.leaf("expiring@example.com").notAfter(hence(1)).issue());
    site.source.revoke(released, RevocationReason.CERTIFICATE_HOLD);
    assertThat(site.apply().done()).isEqualTo(4);
    site.assertHolds("renewed", strangers, old);
    site.assertHolds("released", strangers);
    site.assertHolds("expiring", strangers, expiring);

    Certificate added = site.issue("new");
    Certificate renewed =
        site.issue(site.ca.leaf("renewed@example.com").notBefore(hence(-1)).issue());
    site.source.revoke(revoked, RevocationReason.KEY_COMPROMISE);
    site.source.revoke(held, RevocationReason.CERTIFICATE_HOLD);
    site.source.forgive(released);
    site.now = hence(2);
    Site.Said said = site.apply();

    assertThat(said.code()).as(said.open().toString()).isZero();
    site.assertHolds("new", strangers, added);
    site.assertHolds("renewed", strangers, renewed);
    site.assertHolds("revoked", strangers);
    site.assertHolds("held", strangers);
    site.assertHolds("released", strangers, released);
    site.assertHolds("expiring", strangers);
    for (String uid : List.of("new", "revoked")) {
      assertThat(site.held(uid).userSmimeCertificate()).contains(Der.wrap(GARBAGE));
    }
    assertThat(site.plan().code()).isZero();
    assertThat(site.apply().done()).isZero();
  }

  private static Instant hence(long days) {
    return TestCa.NOW.plus(Duration.ofDays(days));
  }

  @Test
  void aCertificateIsWithdrawnUnderEachSpelling(TestInfo test) throws Exception {
    Site site = site(test);
    site.person("kept");
    site.issue("kept");
    for (String description : server().descriptions(CERT)) {
      String uid = "under-" + description.replace(';', '-');
      site.person(uid);
      Certificate revoked = site.issue(uid);
      site.plant(uid, description, revoked.der().toBytes());
      site.source.revoke(revoked, RevocationReason.SUPERSEDED);
    }
    assertThat(site.apply().code()).isZero();
    for (String description : server().descriptions(CERT)) {
      site.assertHolds("under-" + description.replace(';', '-'), Set.of());
    }
    assertThat(site.plan().code()).isZero();
  }

  @Test
  void thousandsOfForeignValuesSurviveAPublicationAndAWithdrawal(TestInfo test) throws Exception {
    Site site = site(test);
    site.person("kept");
    site.issue("kept");
    site.person("full");
    byte[][] many =
        IntStream.range(0, server().many())
            .mapToObj(i -> VALUES.certificate(20_000 + i, "full").toBytes())
            .toArray(byte[][]::new);
    site.plant("full", server().descriptions(CERT).get(0), many);
    Set<Der> strangers = new HashSet<>(Stream.of(many).map(Der::wrap).toList());
    Certificate ours = site.issue("full");
    assertThat(site.apply().code()).isZero();
    site.assertHolds("full", strangers, ours);

    site.source.revoke(ours, RevocationReason.KEY_COMPROMISE);
    assertThat(site.apply().code()).isZero();
    assertThat(site.held("full").userCertificate()).isEqualTo(strangers);
  }

  @Test
  void aCertificateOfFortyKibIsAFindingAndHidesNoOther(TestInfo test) throws Exception {
    Site site = site(test);
    site.person("large");
    site.person("usual");
    site.issue(
        site.ca
            .leaf("large@example.com")
            .extension("1.3.6.1.4.1.32473.1", false, new byte[FORTY_KIB])
            .issue());
    Certificate usual = site.issue("usual");
    Site.Said said = site.apply();
    assertThat(said.code()).isZero();
    assertThat(said.judgements())
        .anyMatch(one -> one.state() == State.UNSUITABLE && one.why().contains("32768 bytes"));
    site.assertHolds("large", Set.of());
    site.assertHolds("usual", Set.of(), usual);
  }

  @Test
  void aForeignValueOfFortyKibSurvivesWhereTheServerTakesIt(TestInfo test) throws Exception {
    Site site = site(test);
    String dn = site.person("large");
    byte[] large = new byte[FORTY_KIB];
    Arrays.fill(large, (byte) 'x');
    String description = server().descriptions(SMIME).get(0);
    if (server().largestValue() < FORTY_KIB) {
      try (LDAPConnection admin = server().admin()) {
        assertThatThrownBy(
                () -> admin.modify(dn, new Modification(ModificationType.ADD, description, large)))
            .isInstanceOf(LDAPException.class);
        large[server().largestValue() - 1] = 'y';
      }
    }
    byte[] stored = Arrays.copyOf(large, Math.min(FORTY_KIB, server().largestValue()));
    site.plant("large", description, stored);
    Certificate ours = site.issue("large");
    assertThat(site.apply().code()).isZero();
    site.assertHolds("large", Set.of(Der.wrap(stored)), ours);
    assertThat(site.held("large").userSmimeCertificate()).contains(Der.wrap(stored));
  }

  @Test
  void withoutTheRightEachEntryIsAFindingWithTheLineThatGrantsIt(TestInfo test) throws Exception {
    Site site = site(test);
    for (String uid : List.of("one", "two")) {
      site.person(uid);
      site.issue(uid);
    }
    Site.Said said = site.applyAs(server().reader());
    assertThat(said.open()).hasSize(2);
    assertThat(said.open())
        .allMatch(one -> one.kind() == Outcome.Kind.NOT_PERMITTED)
        .allMatch(one -> one.text().contains("grant it: "))
        .allMatch(one -> one.text().contains(server().grantee()));
    site.assertHolds("one", Set.of());
  }

  @Test
  void ldapsAndStartTlsReadAndAStrangersAuthorityIsRefused() throws Exception {
    Path strange = Files.createDirectories(folder.resolve("strange"));
    Path stranger = new ServerCertificates(strange).authority();
    for (String url : List.of(server().url(), server().ldapsUrl())) {
      LdapSettings trusting = settings(url, server().publisher(), server().people());
      try (Directory directory = LdapDirectory.open(trusting)) {
        assertThat(directory.describe().facts())
            .anyMatch(fact -> fact.startsWith("encrypted, TLS"));
        assertThat(directory.describe().url()).isEqualTo(url);
      }
      assertThatThrownBy(() -> LdapDirectory.open(trusting(trusting, stranger)))
          .isInstanceOf(DirectoryException.class)
          .hasMessageContainingAll(url, "not trusted", "under trust");
    }
  }

  private static LdapSettings trusting(LdapSettings settings, Path authority) {
    return new LdapSettings(
        settings.urls(),
        settings.kind(),
        new LdapSettings.Security(LdapSettings.Tls.REQUIRED, Optional.of(authority)),
        settings.bind(),
        settings.entries(),
        settings.limits());
  }
}
