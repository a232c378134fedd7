package org.certpublisher.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.plan.World.CA;
import static org.certpublisher.plan.World.NOW;
import static org.certpublisher.plan.World.both;
import static org.certpublisher.plan.World.plain;
import static org.certpublisher.plan.World.smime;
import static org.certpublisher.plan.World.with;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.source.Inventory;
import org.certpublisher.source.Severity;
import org.certpublisher.testing.TestCa;
import org.certpublisher.testing.TestKey;
import org.junit.jupiter.api.Test;

/** Every row of the state table. */
final class PlannerTest {
  private static final String ALICE = "alice@example.com";
  private static final Certificate OLD =
      CA.leaf(ALICE).valid(NOW.minus(Duration.ofDays(300)), NOW.plus(Duration.ofDays(65))).issue();
  private static final Certificate NEW = CA.issue(ALICE);
  private static final Certificate EXPIRED =
      CA.leaf(ALICE).valid(NOW.minus(Duration.ofDays(400)), NOW.minus(Duration.ofDays(4))).issue();
  private static final Der GARBAGE = Der.wrap("garbage".getBytes(StandardCharsets.UTF_8));

  private static Revocation revoked() {
    return Revocation.revoked(
        RevocationReason.KEY_COMPROMISE,
        Instant.parse("2026-11-20T10:00:00Z"),
        "index.txt line 12");
  }

  private static World alice(StoredValue... values) {
    return new World().entry("uid=alice", ALICE, values);
  }

  private static Judgement only(EntryPlan plan) {
    assertThat(plan.judgements()).hasSize(1);
    return plan.judgements().get(0);
  }

  private static Judgement of(EntryPlan plan, State state) {
    return plan.judgements().stream()
        .filter(one -> one.state() == state)
        .findFirst()
        .orElseThrow(() -> new AssertionError(plan.judgements()));
  }

  private static AttributeChange change(EntryPlan plan, CertificateAttribute attribute) {
    return plan.change().orElseThrow().attributes().stream()
        .filter(one -> one.attribute() == attribute)
        .findFirst()
        .orElseThrow();
  }

  private static void assertUntouched(EntryPlan plan, State state) {
    assertThat(plan.change()).isEmpty();
    assertThat(of(plan, state).action()).isEqualTo(Action.NONE);
  }

  private static void assertWithdrawnFromBoth(EntryPlan plan, State state) {
    assertThat(of(plan, state).action()).isEqualTo(Action.WITHDRAW);
    for (CertificateAttribute attribute : CertificateAttribute.values()) {
      assertThat(change(plan, attribute).withdraw()).hasSize(1);
    }
  }

  @Test
  void anUnreadableValueIsNeverTouched() {
    EntryPlan plan = alice(plain(GARBAGE), smime(GARBAGE)).plan();
    assertThat(plan.change()).isEmpty();
    assertThat(plan.judgements()).extracting(Judgement::state).containsOnly(State.UNREADABLE);
    assertThat(plan.judgements()).hasSize(2);
    assertThat(plan.judgements().get(0).why()).contains("7 bytes").endsWith("left alone");
    assertThat(plan.published()).isZero();
  }

  @Test
  void aForeignValueIsNeverTouched() {
    Certificate foreign = TestCa.create("elsewhere").issue(ALICE);
    EntryPlan plan = alice(both(foreign)).plan();
    assertUntouched(plan, State.FOREIGN);
    assertThat(of(plan, State.FOREIGN).why())
        .isEqualTo(
            "issued by O=Example,CN=elsewhere, which is no authority of this publication; left"
                + " alone");
  }

  @Test
  void anImpostorIsSaidToBeOneAndNotTouched() {
    EntryPlan plan = alice(both(CA.impostor().issue(ALICE))).plan();
    assertUntouched(plan, State.FOREIGN);
    assertThat(of(plan, State.FOREIGN).why()).contains("impostor");
    assertThat(of(plan, State.FOREIGN).severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void whatThePublicationDoesNotSelectIsNeverTouchedEvenWhenRevoked() {
    World world =
        alice(both(NEW))
            .issued(NEW, revoked())
            .policy(with(new Policy.Select(List.of("CorpSMIME"), List.of())));
    assertUntouched(world.plan(), State.UNMANAGED);
    assertThat(world.plan().published()).isZero();
  }

  @Test
  void whatHasASelectedTemplateOrPolicyIsPublished() {
    Certificate template = CA.leaf(ALICE).templateName("CorpSMIME").issue();
    Certificate policy = CA.leaf("bob@example.com").policies("1.2.3").issue();
    World world =
        alice()
            .entry("uid=bob", "bob@example.com")
            .issued(template, policy)
            .policy(with(new Policy.Select(List.of("CorpSMIME"), List.of("1.2.3"))));
    for (int i = 0; i < 2; i++) {
      assertThat(only(world.planner().plan(world.entries().get(i))).state())
          .isEqualTo(State.MISSING);
    }
  }

  @Test
  void theRevokedIsWithdrawnFromBothAttributes() {
    EntryPlan plan = alice(both(NEW)).issued(NEW, revoked()).plan();
    assertWithdrawnFromBoth(plan, State.REVOKED);
    assertThat(only(plan).why())
        .isEqualTo(
            "revoked on 2026-11-20 (keyCompromise) by index.txt line 12; withdrawn from both"
                + " attributes");
    assertThat(plan.change().orElseThrow().losses()).isEqualTo(1);
    assertThat(plan.remaining()).isZero();
  }

  @Test
  void theRevokedThatIsNotThereIsNotPublished() {
    EntryPlan plan = alice().issued(NEW, revoked()).plan();
    assertUntouched(plan, State.REVOKED);
    assertThat(only(plan).why()).endsWith("by index.txt line 12; not published");
  }

  @Test
  void whatIsOnHoldIsWithdrawnAndPublishedAgainWhenReleased() {
    Revocation hold =
        Revocation.revoked(
            RevocationReason.CERTIFICATE_HOLD, Instant.parse("2026-11-22T00:00:00Z"), "CRL 7");
    World held = alice(both(NEW)).issued(NEW, hold);
    assertWithdrawnFromBoth(held.plan(), State.ON_HOLD);
    assertThat(only(held.plan()).why()).startsWith("on hold since 2026-11-22 by CRL 7");
    World released = alice().issued(NEW);
    assertThat(only(released.plan()).state()).isEqualTo(State.MISSING);
  }

  @Test
  void theExpiredIsWithdrawnAndNeedsNoInventoryForIt() {
    assertWithdrawnFromBoth(alice(both(EXPIRED)).issued(EXPIRED).plan(), State.EXPIRED);
    assertWithdrawnFromBoth(alice(both(EXPIRED)).plan(), State.EXPIRED);
  }

  @Test
  void theExpiredStaysUntilTheGraceEndsOrWhenPolicyKeepsIt() {
    World grace =
        alice(both(EXPIRED))
            .issued(EXPIRED)
            .policy(with(new Policy.Removal(true, Duration.ofDays(10), false)));
    assertUntouched(grace.plan(), State.EXPIRED);
    assertThat(only(grace.plan()).why())
        .isEqualTo("expired on 2026-11-20; left until the grace ends on 2026-11-30");
    World keeps = grace.policy(with(new Policy.Removal(false, Duration.ZERO, false)));
    assertUntouched(keeps.plan(), State.EXPIRED);
  }

  @Test
  void unknownRevocationNeitherPublishesNorWithdraws() {
    Revocation stale = Revocation.unknown("the CRL ended on 2026-11-01");
    assertUntouched(alice().issued(NEW, stale).plan(), State.REVOCATION_UNKNOWN);
    EntryPlan held = alice(both(NEW)).issued(NEW, stale).plan();
    assertUntouched(held, State.REVOCATION_UNKNOWN);
    assertThat(only(held).severity()).isEqualTo(Severity.ERROR);
  }

  @Test
  void nothingOlderIsPublishedBesideOneWithUnknownRevocation() {
    Revocation stale = Revocation.unknown("the CRL ended on 2026-11-01");
    EntryPlan plan = alice(both(NEW)).issued(NEW, stale).issued(OLD).plan();
    assertUntouched(plan, State.SUPERSEDED);
    assertThat(of(plan, State.SUPERSEDED).why())
        .contains("the CRL ended on 2026-11-01")
        .endsWith("is preferred; not published");
  }

  @Test
  void oneWithUnknownRevocationTakesNobodysPlace() {
    Revocation stale = Revocation.unknown("no CRL");
    EntryPlan plan = alice(both(OLD, NEW)).issued(NEW, stale).issued(OLD).plan();
    assertThat(plan.change()).isEmpty();
    assertThat(of(plan, State.PUBLISHED).subject().serialNumber())
        .isEqualTo(OLD.summary().serialHex());
  }

  @Test
  void theNotYetValidWaits() {
    Certificate ahead =
        CA.leaf(ALICE)
            .valid(Instant.parse("2026-12-01T08:00:00Z"), Instant.parse("2027-12-01T08:00:00Z"))
            .issue();
    EntryPlan plan = alice(both(OLD)).issued(OLD, ahead).plan();
    assertThat(plan.change()).isEmpty();
    assertThat(of(plan, State.NOT_YET_VALID).why())
        .isEqualTo("valid from 2026-12-01 08:00 UTC; published then");
    assertThat(of(plan, State.PUBLISHED).action()).isEqualTo(Action.NONE);
  }

  @Test
  void theSigningOnlyIsUnsuitable() {
    Certificate signing = CA.leaf(ALICE).usage(KeyUsage.digitalSignature).issue();
    EntryPlan plan = alice().issued(signing).plan();
    assertUntouched(plan, State.UNSUITABLE);
    assertThat(only(plan).why()).isEqualTo("its key usage allows signing only; not published");
  }

  @Test
  void theUnsuitableThatIsThereIsLeftWhileItIsValidAndGoesWhenItExpired() {
    Certificate login = CA.leaf(ALICE).purposes("1.3.6.1.5.5.7.3.2").issue();
    assertUntouched(alice(plain(login)).issued(login).plan(), State.UNSUITABLE);
    Certificate over =
        CA.leaf(ALICE)
            .purposes("1.3.6.1.5.5.7.3.2")
            .valid(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(1)))
            .issue();
    assertThat(only(alice(plain(over)).issued(over).plan()).action()).isEqualTo(Action.WITHDRAW);
  }

  @Test
  void aKeyThatCannotEncryptIsUnsuitable() {
    Certificate edwards = CA.leaf(ALICE).key(TestKey.Kind.ED25519).issue();
    assertUntouched(alice().issued(edwards).plan(), State.UNSUITABLE);
  }

  @Test
  void theTooLargeIsUnsuitableAndTheNextBestIsPublished() {
    Certificate large = CA.leaf(ALICE).extension("1.2.3.4", false, new byte[33_000]).issue();
    EntryPlan plan = alice().issued(large, OLD).plan();
    assertThat(of(plan, State.UNSUITABLE).why()).contains("32768").endsWith("not published");
    assertThat(of(plan, State.MISSING).action()).isEqualTo(Action.PUBLISH);
  }

  @Test
  void theTooLargeForTheSecondAttributeStaysInTheFirstAndBlocksOlderOnes() {
    int room = 32_740 - NEW.der().length();
    Certificate large = CA.leaf(ALICE).extension("1.2.3.4", false, new byte[room]).issue();
    assertThat(large.der().length()).isLessThanOrEqualTo(32_768);
    EntryPlan plan = alice(plain(large)).issued(large, OLD).plan();
    assertThat(plan.change()).isEmpty();
    assertThat(of(plan, State.UNSUITABLE).why()).endsWith("left alone while it is valid");
    assertThat(of(plan, State.SUPERSEDED).action()).isEqualTo(Action.NONE);
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
  void aCertificateInAnEntryThatHasNoMailboxOfItIsLeft() {
    World world = new World().entry("uid=bob", "bob@example.com", both(NEW)).issued(NEW);
    assertUntouched(world.plan(), State.NO_ENTRY);
    assertThat(only(world.plan()).severity()).isEqualTo(Severity.WARNING);
    assertThat(world.unplaced()).extracting(Judgement::state).containsExactly(State.NO_ENTRY);
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
  void oldAndNewAreSwappedInOneModify() {
    EntryPlan plan = alice(both(OLD)).issued(OLD, NEW).plan();
    assertWithdrawnFromBoth(plan, State.SUPERSEDED);
    assertThat(of(plan, State.MISSING).action()).isEqualTo(Action.PUBLISH);
    assertThat(change(plan, CertificateAttribute.USER_CERTIFICATE).publish())
        .containsExactly(new AttributeChange.Publication(NEW.der(), NEW.sha256()));
    assertThat(change(plan, CertificateAttribute.USER_SMIME_CERTIFICATE).publish())
        .containsExactly(new AttributeChange.Publication(smime(NEW).bytes(), NEW.sha256()));
    assertThat(plan.change().orElseThrow().losses()).isZero();
    assertThat(plan.published()).isEqualTo(1);
    assertThat(plan.remaining()).isEqualTo(1);
    assertThat(plan.after()).hasSize(2);
  }

  @Test
  void theSupersededStaysWhenTheBytesOfTheNewOneAreGone() {
    EntryPlan plan = alice(both(OLD)).issued(OLD, NEW).gone(NEW).plan();
    assertThat(plan.change()).isEmpty();
    assertThat(of(plan, State.MISSING).severity()).isEqualTo(Severity.WARNING);
    assertThat(of(plan, State.MISSING).why()).contains("newcerts/1001.pem");
    assertThat(of(plan, State.SUPERSEDED).action()).isEqualTo(Action.NONE);
  }

  @Test
  void allValidKeepsBothAndSaysSo() {
    World world = alice().issued(OLD, NEW).policy(with(Policy.Keep.ALL_VALID));
    EntryPlan plan = world.plan();
    assertThat(change(plan, CertificateAttribute.USER_CERTIFICATE).publish())
        .extracting(AttributeChange.Publication::certificate)
        .containsExactly(NEW.sha256(), OLD.sha256());
    assertThat(plan.judgements()).anyMatch(one -> one.why().contains("2 valid certificates"));
  }

  @Test
  void anRsaCertificateIsPreferredToANewerEcOne() {
    Certificate ec =
        CA.leaf(ALICE)
            .key(TestKey.Kind.EC)
            .usage(KeyUsage.keyAgreement)
            .notBefore(NOW.minus(Duration.ofDays(1)))
            .issue();
    EntryPlan plan = alice().issued(ec, NEW).plan();
    assertThat(of(plan, State.MISSING).subject().identity()).isEqualTo(NEW.sha256().toString());
    EntryPlan alone = alice().issued(ec).plan();
    assertThat(only(alone).action()).isEqualTo(Action.PUBLISH);
    assertThat(only(alone).why()).contains("gpgsm 2.2, Evolution and NeoMutt refuse it");
    assertThat(only(alone).severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void oneThatTheInventoryDoesNotKnowIsLeftAndNothingOlderIsPublishedOverIt() {
    EntryPlan plan = alice(both(NEW)).issued(OLD).plan();
    assertThat(plan.change()).isEmpty();
    assertThat(of(plan, State.UNKNOWN).severity()).isEqualTo(Severity.WARNING);
    assertThat(of(plan, State.SUPERSEDED).why()).contains("not in the inventory");
  }

  @Test
  void theUnknownIsFoundEvenWhenNobodyElseHasItsMailbox() {
    assertUntouched(alice(both(NEW)).plan(), State.UNKNOWN);
  }

  @Test
  void theUnknownIsWithdrawnOnlyWhenPolicySaysSo() {
    World world =
        alice(both(NEW)).issued(OLD).policy(with(new Policy.Removal(true, Duration.ZERO, true)));
    assertWithdrawnFromBoth(world.plan(), State.UNKNOWN);
    assertThat(of(world.plan(), State.MISSING).action()).isEqualTo(Action.PUBLISH);
  }

  @Test
  void anUnknownOneTakesThePlaceOfAnotherOnlyWhereItStands() {
    StoredValue[] values = {plain(OLD), smime(OLD), smime(NEW)};
    assertThat(alice(values).issued(OLD).plan().change()).isEmpty();
    assertWithdrawnFromBoth(alice(both(OLD, NEW)).issued(OLD).plan(), State.SUPERSEDED);
  }

  @Test
  void theMissingIsPublishedInBothAttributes() {
    EntryPlan plan = alice().issued(NEW).plan();
    assertThat(only(plan).state()).isEqualTo(State.MISSING);
    assertThat(only(plan).why()).isEqualTo("valid to 2027-10-25; published to both attributes");
    assertThat(plan.after())
        .extracting(held -> held.description())
        .containsExactly("userCertificate;binary", "userSMIMECertificate");
  }

  @Test
  void whatIsInOneAttributeOnlyIsCompleted() {
    EntryPlan plan = alice(plain(NEW)).issued(NEW).plan();
    assertThat(only(plan).why())
        .isEqualTo("valid to 2027-10-25; published to userSMIMECertificate");
    assertThat(plan.change().orElseThrow().attributes()).hasSize(1);
    assertThat(alice(smime(NEW)).issued(NEW).plan().change().orElseThrow().attributes())
        .extracting(AttributeChange::attribute)
        .containsExactly(CertificateAttribute.USER_CERTIFICATE);
  }

  @Test
  void whatIsThereInBothAttributesIsPublished() {
    EntryPlan plan = alice(both(NEW)).issued(NEW, EXPIRED).plan();
    assertThat(plan.change()).isEmpty();
    assertThat(only(plan).state()).isEqualTo(State.PUBLISHED);
    assertThat(plan.published()).isEqualTo(1);
    assertThat(plan.after()).isEqualTo(plan.before());
  }

  @Test
  void aBareCertificateInTheSecondAttributeIsRewritten() {
    EntryPlan plan = alice(plain(NEW), smime(NEW.der())).issued(NEW).plan();
    AttributeChange change = change(plan, CertificateAttribute.USER_SMIME_CERTIFICATE);
    assertThat(change.withdraw())
        .containsExactly(new AttributeChange.Withdrawal(smime(NEW.der()), NEW.sha256(), false));
    assertThat(change.publish()).hasSize(1);
    assertThat(only(plan).why())
        .isEqualTo("valid to 2027-10-25; rewritten in userSMIMECertificate");
  }

  @Test
  void aValueWithAnotherChainIsRewritten() {
    Der chained = World.ENCODER.encode(NEW.der(), List.of(CA.certificate().der()));
    EntryPlan plan = alice(plain(NEW), smime(chained)).issued(NEW).plan();
    assertThat(change(plan, CertificateAttribute.USER_SMIME_CERTIFICATE).withdraw()).hasSize(1);
    assertThat(plan.change().orElseThrow().losses()).isZero();
  }

  @Test
  void aValueThatAlsoHoldsAForeignCertificateIsNeverTouched() {
    Certificate foreign = TestCa.create("elsewhere").issue(ALICE);
    Der mixed = World.ENCODER.encode(NEW.der(), List.of(foreign.der()));
    EntryPlan plan = alice(plain(NEW), smime(mixed)).issued(NEW, revoked()).plan();
    assertThat(plan.change().orElseThrow().attributes())
        .extracting(AttributeChange::attribute)
        .containsExactly(CertificateAttribute.USER_CERTIFICATE);
  }

  @Test
  void aStaleValueOfOursThatShadowsIsWithdrawn() {
    EntryPlan plan = alice(plain(NEW), smime(EXPIRED)).issued(NEW, EXPIRED).plan();
    assertThat(of(plan, State.SHADOWED).action()).isEqualTo(Action.WITHDRAW);
    assertThat(of(plan, State.EXPIRED).action()).isEqualTo(Action.WITHDRAW);
    AttributeChange change = change(plan, CertificateAttribute.USER_SMIME_CERTIFICATE);
    assertThat(change.withdraw()).hasSize(1);
    assertThat(change.publish()).hasSize(1);
  }

  @Test
  void aForeignValueThatShadowsIsAnErrorAndLeft() {
    Certificate foreign = TestCa.create("elsewhere").issue(ALICE);
    EntryPlan plan = alice(plain(NEW), smime(NEW), smime(foreign)).issued(NEW).plan();
    assertUntouched(plan, State.SHADOWED);
    assertThat(of(plan, State.SHADOWED).severity()).isEqualTo(Severity.ERROR);
    assertThat(of(plan, State.SHADOWED).why()).contains("not ours").contains("Outlook");
  }

  @Test
  void addOnlyNeverWithdrawsAndReportsTheOverlap() {
    EntryPlan plan = alice(both(OLD)).issued(OLD, NEW).policy(with(Policy.Mode.ADD_ONLY)).plan();
    assertThat(plan.change().orElseThrow().attributes())
        .allMatch(change -> change.withdraw().isEmpty() && change.publish().size() == 1);
    assertThat(of(plan, State.SUPERSEDED).action()).isEqualTo(Action.LEAVE);
    assertThat(of(plan, State.SUPERSEDED).severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void reportPlansWhatFullWould() {
    World world = alice(both(OLD)).issued(OLD, NEW);
    EntryPlan full = world.plan();
    assertThat(world.policy(with(Policy.Mode.REPORT)).plan()).isEqualTo(full);
  }

  @Test
  void fromAnIncompleteInventoryNothingIsConcluded() {
    for (Inventory.Completeness completeness :
        List.of(Inventory.Completeness.FAILED, Inventory.Completeness.SHRUNKEN)) {
      EntryPlan plan = alice(both(OLD, EXPIRED)).issued(OLD, NEW).completeness(completeness).plan();
      assertThat(plan.change()).isEmpty();
      assertThat(plan.judgements()).hasSize(3);
      assertThat(plan.judgements()).allMatch(one -> one.action() == Action.NONE);
    }
  }

  @Test
  void withOneAttributeTheOtherIsReadAndReportedAndNotWritten() {
    EntryPlan plan =
        alice(plain(NEW), smime(EXPIRED))
            .issued(NEW, EXPIRED)
            .policy(with(CertificateAttribute.USER_CERTIFICATE))
            .plan();
    assertThat(plan.change()).isEmpty();
    assertThat(of(plan, State.SHADOWED).action()).isEqualTo(Action.NONE);
    assertThat(of(plan, State.PUBLISHED).action()).isEqualTo(Action.NONE);
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
  void oneCertificateForTwoMailboxesStaysWhileItWinsEither() {
    Certificate two =
        CA.leaf(ALICE, "al@example.com").notBefore(NOW.minus(Duration.ofDays(200))).issue();
    World world =
        new World().entry("uid=alice", ALICE + " al@example.com", both(two)).issued(two, NEW);
    EntryPlan plan = world.plan();
    assertThat(of(plan, State.PUBLISHED).subject().serialNumber())
        .isEqualTo(two.summary().serialHex());
    assertThat(of(plan, State.MISSING).action()).isEqualTo(Action.PUBLISH);
  }

  @Test
  void whatIsKeptIsNamed() {
    EntryPlan plan = alice(plain(GARBAGE), plain(OLD), smime(OLD)).issued(OLD, NEW).plan();
    assertThat(change(plan, CertificateAttribute.USER_CERTIFICATE).kept())
        .containsExactly(plain(GARBAGE));
    assertThat(plan.change().orElseThrow().before())
        .isEqualTo(
            org.certpublisher.directory.DirectoryEntry.digest(
                List.of(smime(OLD), plain(OLD), plain(GARBAGE))));
  }
}
