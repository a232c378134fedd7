package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.cert.Usage;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Fact;
import org.certpublisher.directory.Outcome;
import org.certpublisher.directory.ldap.LdapDirectory;
import org.certpublisher.directory.ldap.LdapSettings;
import org.certpublisher.directory.ldap.ServerKind;
import org.certpublisher.directory.ldap.connect.Bind;
import org.certpublisher.plan.Policy;
import org.certpublisher.plan.State;
import org.certpublisher.source.Severity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only an Active Directory has: classes, rights by class, protected accounts, templates. */
final class SambaEntriesIT {
  private static final String SMIME_TEMPLATE = "1.3.6.1.4.1.311.21.8.1.2.3";
  private static final String CARD_TEMPLATE = "1.3.6.1.4.1.311.21.8.9.9.9";
  private static final String LOGIN = "1.3.6.1.4.1.311.20.2.2";

  @TempDir private static Path directory;
  private static LiveSamba server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = new LiveSamba(directory);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static LdapSettings settings(String account, String base) {
    return new LdapSettings(
        List.of(server.ldapsUrl()),
        Optional.empty(),
        new LdapSettings.Security(LdapSettings.Tls.REQUIRED, Optional.of(server.authority())),
        account.isEmpty()
            ? new Bind.Anonymous()
            : new Bind.Simple(account, () -> Slapd.PASSWORD.getBytes(StandardCharsets.UTF_8)),
        new LdapSettings.Entries(base, "(objectClass=*)", MatchRules.of("mail")),
        DirectorySuite.limits(500));
  }

  private Site site(String container) {
    String base = server.container(container);
    return new Site(server, account -> settings(account, base), folder);
  }

  private static void add(String container, String name, String objectClass) {
    server.add(
        "dn: CN=%s,OU=%s,%s".formatted(name, container, SambaAd.PEOPLE),
        "objectClass: " + objectClass,
        "mail: " + name + "@example.com");
  }

  @Test
  void usersContactsAndInetOrgPersonsArePublishedToAndComputersNever() throws Exception {
    Site site = site("classes");
    add("classes", "a-user", "user");
    add("classes", "a-contact", "contact");
    add("classes", "a-person", "inetOrgPerson");
    String computer =
        server.add(
            "dn: CN=PC1,OU=classes," + SambaAd.PEOPLE,
            "objectClass: computer",
            "sAMAccountName: PC1$",
            "mail: pc1@example.com");
    Certificate user = site.issue("a-user");
    Certificate contact = site.issue("a-contact");
    Certificate person = site.issue("a-person");
    Certificate own = site.issue("pc1");
    site.plant("PC1", "userCertificate", own.der().toBytes());
    site.source.revoke(own, RevocationReason.KEY_COMPROMISE);
    assertThat(site.apply().code()).isZero();
    site.assertHolds("a-user", Set.of(), user);
    site.assertHolds("a-contact", Set.of(), contact);
    site.assertHolds("a-person", Set.of(), person);
    assertThat(site.held("PC1").userCertificate()).containsExactly(own.der());

    try (Directory open =
        LdapDirectory.open(settings(SambaAd.ADMIN, "OU=classes," + SambaAd.PEOPLE))) {
      assertThat(open.read(computer)).isEmpty();
      var entry = open.read("CN=a-user,OU=classes," + SambaAd.PEOPLE).orElseThrow();
      EntryChange planned =
          Changes.change(entry, Changes.change(entry, DirectorySuite.CERT, Set.of(user.der())));
      EntryChange onComputer =
          new EntryChange(computer, "", planned.before(), planned.attributes());
      assertThat(open.modify(List.of(onComputer)))
          .extracting(Outcome::kind)
          .containsExactly(Outcome.Kind.MOVED);
    }
  }

  @Test
  void aDualUseCardOfAnotherTemplateIsUnmanagedAndNeverTouched() throws Exception {
    Site site = site("templates");
    site.select = new Policy.Select(List.of(SMIME_TEMPLATE), List.of());
    site.person("card");
    site.person("other");
    Certificate card =
        site.issue(
            site.ca
                .leaf("card@example.com")
                .purposes(Usage.EMAIL_PROTECTION, LOGIN)
                .template(CARD_TEMPLATE)
                .userPrincipalName("card@example.com")
                .sid("S-1-5-21-1-2-3-1105")
                .issue());
    site.plant("card", "userCertificate", card.der().toBytes());
    Certificate mail =
        site.issue(site.ca.leaf("card@example.com").template(SMIME_TEMPLATE).issue());
    site.issue(site.ca.leaf("other@example.com").templateName("User").issue());
    Site.Said said = site.apply();
    assertThat(said.code()).isZero();
    assertThat(said.judgements()).anyMatch(one -> one.state() == State.UNMANAGED);
    site.assertHolds("card", Set.of(card.der()), mail);
    assertThat(site.held("other").userCertificate()).isEmpty();

    site.source.revoke(card, RevocationReason.KEY_COMPROMISE);
    site.now = site.now.plus(Duration.ofDays(1));
    assertThat(site.apply().code()).isZero();
    assertThat(site.held("card").userCertificate())
        .containsExactlyInAnyOrder(card.der(), mail.der());
  }

  @Test
  void anEntryOfSixteenValuesIsAFindingAndOneOfTwelveHundredDoesNotGrow() throws Exception {
    String base = server.container("limits");
    Site site = new Site(server, account -> microsoft(settings(account, base)), folder);
    for (String name : List.of("few", "many", "full")) {
      site.person(name);
    }
    site.plant("many", "userCertificate", strangers(15));
    site.plant("full", "userCertificate", strangers(1199));
    final Certificate few = site.issue("few");
    final Certificate many = site.issue("many");
    site.issue("full");
    Site.Said said = site.apply();
    assertThat(said.code()).isZero();
    assertThat(said.done()).isEqualTo(2);
    site.assertHolds("few", Set.of(), few);
    site.assertHolds("many", ders(strangers(15)), many);
    site.assertHolds("full", ders(strangers(1199)));
    assertThat(said.judgements())
        .anyMatch(
            one ->
                one.dn().startsWith("CN=many,")
                    && one.severity() == Severity.WARNING
                    && one.why().contains("userCertificate has 16 values, more than 15: Entra"))
        .anyMatch(
            one ->
                one.dn().startsWith("CN=full,")
                    && one.state() == State.UNSUITABLE
                    && one.why().contains("would have 1,201 certificate values, more than 1,200"));
    assertThat(site.apply().done()).isZero();
  }

  /** The same, taken for Microsoft's. */
  private static LdapSettings microsoft(LdapSettings one) {
    return new LdapSettings(
        one.urls(),
        Optional.of(ServerKind.ACTIVE_DIRECTORY),
        one.security(),
        one.bind(),
        one.entries(),
        one.limits());
  }

  private static byte[][] strangers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> ("stranger " + i).getBytes(StandardCharsets.UTF_8))
        .toArray(byte[][]::new);
  }

  private static Set<Der> ders(byte[][] values) {
    return Arrays.stream(values).map(Der::copyOf).collect(Collectors.toSet());
  }

  @Test
  void eachClassWithoutRightsIsNamedWithACommandAfterWhichAllIsWell() throws Exception {
    site("rights");
    String base = "OU=rights," + SambaAd.PEOPLE;
    add("rights", "r-user", "user");
    add("rights", "r-contact", "contact");
    add("rights", "r-plain", "organizationalPerson");
    LdapSettings reader = settings(SambaAd.READER, base);
    LdapSettings persons =
        new LdapSettings(
            reader.urls(),
            reader.kind(),
            reader.security(),
            reader.bind(),
            new LdapSettings.Entries(base, "(objectClass=person)", MatchRules.of("mail")),
            reader.limits());
    List<String> facts = inspect(persons);
    assertThat(facts)
        .anyMatch(
            fact ->
                fact.startsWith("PROBLEM " + SambaAd.READER)
                    && fact.contains("userCertificate and userSMIMECertificate of user, contact;"))
        .anyMatch(fact -> fact.startsWith("WARNING CN=r-plain") && fact.contains("takes no"));
    run(facts, "PROBLEM ");
    assertThat(inspect(persons))
        .noneMatch(fact -> fact.startsWith("PROBLEM "))
        .contains("write rights: both attributes of user, contact");
  }

  @Test
  void aProtectedAccountIsNotPermittedUntilItsOwnCommandIsRun() throws Exception {
    Site site = site("protected");
    String base = "OU=protected," + SambaAd.PEOPLE;
    add("protected", "chief", "user");
    add("protected", "p-user", "user");
    samba().protect("CN=chief," + base);
    final Certificate chief = site.issue("chief");
    Certificate usual = site.issue("p-user");
    Site.Said refused = site.apply();
    assertThat(refused.open())
        .extracting(Outcome::kind)
        .containsExactly(Outcome.Kind.NOT_PERMITTED);
    assertThat(refused.open().get(0).text())
        .containsPattern(SambaGrant.COMMAND)
        .contains("S-1-5-21-");
    site.assertHolds("p-user", Set.of(), usual);

    LdapSettings settings = settings(SambaAd.PUBLISHER, base);
    List<String> facts = inspect(settings);
    assertThat(facts).noneMatch(fact -> fact.startsWith("PROBLEM "));
    run(facts, "WARNING ");
    assertThat(inspect(settings)).noneMatch(fact -> fact.contains("adminCount"));
    site.now = site.now.plus(Duration.ofDays(2));
    assertThat(site.apply().code()).isZero();
    site.assertHolds("chief", Set.of(), chief);
  }

  private static SambaAd samba() {
    return server.samba();
  }

  private static List<String> inspect(LdapSettings settings) throws DirectoryException {
    try (Directory open = LdapDirectory.open(settings)) {
      return open.inspect().stream()
          .map(fact -> (fact.kind() == Fact.Kind.GOOD ? "" : fact.kind() + " ") + fact.text())
          .toList();
    }
  }

  /** Runs the command of the one line that has one. */
  private static void run(List<String> facts, String beginning) {
    String line =
        facts.stream()
            .filter(fact -> fact.startsWith(beginning) && fact.contains("samba-tool"))
            .findFirst()
            .orElseThrow();
    SambaGrant.run(samba(), line);
  }

  @Test
  void withoutABindTheCureIsSaid() {
    LdapSettings anonymous = settings("", SambaAd.PEOPLE);
    assertThatThrownBy(
            () -> {
              try (Directory open = LdapDirectory.open(anonymous)) {
                open.readEntries(entry -> {});
              }
            })
        .isInstanceOf(DirectoryException.class)
        .hasMessageContainingAll("1 operations error", "set bind");
  }
}
