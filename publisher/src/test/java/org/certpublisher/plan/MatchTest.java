package org.certpublisher.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.plan.Alice.ALICE;
import static org.certpublisher.plan.Alice.EXPIRED;
import static org.certpublisher.plan.Alice.NEW;
import static org.certpublisher.plan.Alice.alice;
import static org.certpublisher.plan.Alice.assertUntouched;
import static org.certpublisher.plan.Alice.judgement;
import static org.certpublisher.plan.Alice.only;
import static org.certpublisher.plan.Alice.revoked;
import static org.certpublisher.plan.World.CA;
import static org.certpublisher.plan.World.NOW;
import static org.certpublisher.plan.World.both;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.CertificateSummary.MatchKey;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.match.MatchRule;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.cert.match.SubjectField;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.source.Severity;
import org.junit.jupiter.api.Test;

/** Which entries certificates find, and in which order the rules of matching are walked. */
final class MatchTest {
  private static final MatchRules PROXIES = MatchRules.of("mail", "proxyAddresses");
  private static final MatchRules PRINCIPALS = MatchRules.of("mail", "userPrincipalName");
  private static final String UPN = "alice@corp.example";
  private static final Certificate WITH_UPN = CA.leaf(ALICE).userPrincipalName(UPN).issue();
  private final MatchTable table = new MatchTable(MatchRules.MAIL);

  private static MatchKey mail(String address) {
    return new MatchKey("mail", address);
  }

  private MatchTable.Hit find(String address) {
    return table.find(NEW.summary(), Mailbox.of(address));
  }

  @Test
  void aMailboxOfTwoEntriesIsAmbiguousAndNothingIsWritten() {
    World world = alice(both(NEW)).entry("uid=alice2", ALICE).issued(NEW);
    assertUntouched(world.plan(), State.AMBIGUOUS);
    assertThat(world.planner().plan(world.entries().get(1)).judgements()).isEmpty();
    assertThat(world.unplaced()).extracting(Judgement::state).containsExactly(State.AMBIGUOUS);
    assertThat(world.unplaced().get(0).why())
        .isEqualTo("alice@example.com finds 2 entries; not published");
  }

  @Test
  void theOneMailboxThatFindsNothingIsAFindingAndTheOtherIsServed() {
    Certificate two = CA.issue(ALICE, "a.lice@example.com");
    World world = alice().issued(two);
    assertThat(only(world.plan()).action()).isEqualTo(Action.PUBLISH);
    assertThat(world.unplaced()).hasSize(1);
    assertThat(world.unplaced().get(0).why()).isEqualTo("a.lice@example.com finds no entry");
  }

  @Test
  void theRevokedAndExpiredWithoutAnEntryAreNobodysBusiness() {
    assertThat(new World().issued(EXPIRED).issued(NEW, revoked()).unplaced()).isEmpty();
  }

  @Test
  void otherCaseIsTheSamePersonAndANote() {
    EntryPlan plan =
        new World().entry("uid=alice", "Alice@Example.com", both(NEW)).issued(NEW).plan();
    assertThat(plan.change()).isEmpty();
    assertThat(only(plan).severity()).isEqualTo(Severity.WARNING);
    assertThat(only(plan).why())
        .isEqualTo(
            "valid to 2027-10-25; note: it says alice@example.com, the entry Alice@Example.com:"
                + " Apple's mail programs compare the case");
    assertThat(only(plan).isWorthTelling(NOW)).isTrue();
  }

  @Test
  void anEntryThatHasAMailboxTwiceCountsOnce() {
    table.add(mail("alice@example.com"), "uid=alice");
    table.add(mail("alice@example.com"), "uid=alice");
    assertThat(find("alice@example.com").count()).isEqualTo(1);
    assertThat(find("alice@example.com").belongsTo("uid=alice")).isTrue();
  }

  @Test
  void aMailboxOfTwoEntriesBelongsToNeither() {
    table.add(mail("team@example.com"), "uid=a");
    table.add(mail("team@example.com"), "uid=b");
    assertThat(find("team@example.com").count()).isEqualTo(2);
    assertThat(find("team@example.com").belongsTo("uid=a")).isFalse();
    assertThat(find("team@example.com").belongsTo("uid=b")).isFalse();
  }

  @Test
  void anEntryThatTheFirstPassDidNotSeeOwnsNothing() {
    table.add(mail("alice@example.com"), "uid=alice");
    assertThat(find("new@example.com").count()).isZero();
    assertThat(find("new@example.com").belongsTo("uid=new")).isFalse();
    assertThat(find("alice@example.com").belongsTo("uid=other")).isFalse();
  }

  @Test
  void aMillionMailboxesAreKeptApart() {
    for (int i = 0; i < 1_000_000; i++) {
      table.add(mail("user" + i + "@example.com"), "uid=" + i);
    }
    for (int i = 0; i < 1_000_000; i += 997) {
      assertThat(find("user" + i + "@example.com").belongsTo("uid=" + i)).isTrue();
      assertThat(find("user" + i + "@example.com").count()).isEqualTo(1);
      assertThat(find("user" + i + "@example.org").count()).isZero();
    }
  }

  @Test
  void theFirstRuleThatFindsAnyEntryDecides() {
    World world =
        new World()
            .match(PROXIES)
            .entry("uid=first", ALICE)
            .entry("uid=second", Map.of("proxyAddresses", "smtp:" + ALICE))
            .issued(NEW);
    assertThat(only(world.plan()).action()).isEqualTo(Action.PUBLISH);
    assertThat(world.planner().plan(world.entries().get(1)).judgements()).isEmpty();
    assertThat(world.unplaced()).isEmpty();
  }

  @Test
  void anotherRuleIsTriedWhenNoEntryHasTheMail() {
    World world =
        new World()
            .match(PROXIES)
            .entry(
                "uid=alice", Map.of("mail", "a@x.org", "proxyAddresses", "SMTP:Alice@Example.com"))
            .issued(NEW);
    assertThat(only(world.plan()).action()).isEqualTo(Action.PUBLISH);
    assertThat(only(world.plan()).severity()).isEqualTo(Severity.WARNING);
    assertThat(only(world.plan()).why())
        .endsWith(
            "; note: alice@example.com is not in mail, only found by proxyAddresses: LDAP mail"
                + " clients look by mail alone");
  }

  @Test
  void severalEntriesOfTheFirstRuleAreNotDecidedByTheSecond() {
    World world =
        new World()
            .match(PRINCIPALS)
            .entry("uid=alice", Map.of("mail", ALICE, "userPrincipalName", UPN), both(WITH_UPN))
            .entry("uid=other", ALICE)
            .issued(WITH_UPN);
    assertUntouched(world.plan(), State.AMBIGUOUS);
    assertThat(world.unplaced()).extracting(Judgement::state).containsExactly(State.AMBIGUOUS);
  }

  @Test
  void twoEntriesOfOneProxyAddressAreAmbiguousByIt() {
    World world =
        new World()
            .match(PROXIES)
            .entry("uid=a", Map.of("proxyAddresses", "smtp:" + ALICE))
            .entry("uid=b", Map.of("proxyAddresses", "SMTP:" + ALICE))
            .issued(NEW);
    assertThat(world.plan().change()).isEmpty();
    assertThat(world.unplaced().get(0).why())
        .isEqualTo("alice@example.com finds 2 entries by proxyAddresses; not published");
  }

  @Test
  void otherSchemesOfProxyAddressesFindNothing() {
    World world =
        new World()
            .match(PROXIES)
            .entry("uid=a", Map.of("proxyAddresses", "x500:" + ALICE + " sip:" + ALICE))
            .issued(NEW);
    assertThat(world.plan().judgements()).isEmpty();
    assertThat(world.unplaced()).extracting(Judgement::state).containsExactly(State.NO_ENTRY);
  }

  @Test
  void twoPrincipalNamesOfOneEntryAreOneHitAndOfTwoEntriesSeveral() {
    Certificate two =
        CA.leaf(ALICE).userPrincipalName(UPN).userPrincipalName("a2@corp.example").issue();
    World one =
        new World()
            .match(PRINCIPALS)
            .entry("uid=a", Map.of("userPrincipalName", UPN + " A2@corp.example"))
            .issued(two);
    assertThat(only(one.plan()).action()).isEqualTo(Action.PUBLISH);
    World several = one.entry("uid=b", Map.of("userPrincipalName", "a2@CORP.example"));
    assertThat(several.plan().judgements()).isEmpty();
    assertThat(several.unplaced()).extracting(Judgement::state).containsExactly(State.AMBIGUOUS);
  }

  @Test
  void aSubjectFieldFindsByItsOwnAttributeOnly() {
    Certificate numbered = CA.leaf(ALICE).subject("CN=Alice,SERIALNUMBER=E4711").issue();
    MatchRule number =
        MatchRule.of("employeeNumber", SubjectField.of("serialnumber").orElseThrow());
    World world =
        new World()
            .match(new MatchRules(List.of(MatchRule.of("mail"), number)))
            .entry("uid=a", Map.of("employeeNumber", "e4711"))
            .entry("uid=b", Map.of("employeeID", "E4711", "mail", "E4711"))
            .issued(numbered);
    assertThat(only(world.plan()).action()).isEqualTo(Action.PUBLISH);
    assertThat(only(world.plan()).why()).contains("by employeeNumber (subject.serialnumber)");
    assertThat(world.planner().plan(world.entries().get(1)).judgements()).isEmpty();
  }

  @Test
  void aCertificateWithoutAMailboxIsUnsuitableWhateverFindsItsEntry() {
    Certificate nobody = CA.leaf().userPrincipalName(UPN).issue();
    World world =
        new World()
            .match(PRINCIPALS)
            .entry("uid=a", Map.of("userPrincipalName", UPN), both(nobody))
            .issued(nobody);
    assertUntouched(world.plan(), State.UNSUITABLE);
  }

  @Test
  void oneThatTheInventoryDoesNotKnowIsJudgedByTheSameRules() {
    World world =
        new World()
            .match(PRINCIPALS)
            .entry("uid=a", Map.of("userPrincipalName", UPN), both(WITH_UPN));
    assertThat(judgement(world.plan(), State.UNKNOWN).action()).isEqualTo(Action.NONE);
  }

  @Test
  void nothingIsKeptOfACertificateThatNoRuleAsksFor() {
    assertThat(MatchRules.MAIL.summary(WITH_UPN).names().keys()).isEmpty();
    assertThat(PRINCIPALS.summary(WITH_UPN).names().keys())
        .containsExactly(new MatchKey("userprincipalname", UPN));
  }

  @Test
  void inEveryWorldOnlyTheOneEntryOfTheDecidingRuleIsWritten() {
    int[] byAnother = new int[1];
    EveryWorld.inEveryWorld(
        (world, entry, plan) -> {
          for (Sha256 identity : EveryWorld.published(plan)) {
            CertificateSummary come = world.world().match.summary(EveryWorld.ours(identity));
            Set<String> mine =
                come.mailboxes().stream()
                    .filter(
                        mailbox -> found(world.world(), come, mailbox).equals(Set.of(entry.dn())))
                    .map(Mailbox::key)
                    .collect(Collectors.toSet());
            assertThat(mine).isNotEmpty();
            byAnother[0] +=
                entry.mailboxes().stream().map(Mailbox::key).noneMatch(mine::contains) ? 1 : 0;
          }
        });
    assertThat(byAnother[0]).isGreaterThan(50);
  }

  /** The entries that the first rule with any finds, looked for one by one. */
  static Set<String> found(World world, CertificateSummary certificate, Mailbox mailbox) {
    for (MatchRule rule : world.match.rules()) {
      List<MatchKey> sought = rule.sought(certificate, mailbox);
      Set<String> found =
          world.entries().stream()
              .filter(entry -> entry.keys().stream().anyMatch(sought::contains))
              .map(DirectoryEntry::dn)
              .collect(Collectors.toCollection(TreeSet::new));
      if (!found.isEmpty()) {
        return found;
      }
    }
    return Set.of();
  }
}
