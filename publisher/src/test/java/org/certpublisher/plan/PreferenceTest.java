package org.certpublisher.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.plan.Alice.ALICE;
import static org.certpublisher.plan.Alice.NEW;
import static org.certpublisher.plan.Alice.OLD;
import static org.certpublisher.plan.Alice.alice;
import static org.certpublisher.plan.Alice.assertUntouched;
import static org.certpublisher.plan.Alice.assertWithdrawnFromBoth;
import static org.certpublisher.plan.Alice.change;
import static org.certpublisher.plan.Alice.judgement;
import static org.certpublisher.plan.Alice.only;
import static org.certpublisher.plan.World.CA;
import static org.certpublisher.plan.World.NOW;
import static org.certpublisher.plan.World.both;
import static org.certpublisher.plan.World.plain;
import static org.certpublisher.plan.World.smime;
import static org.certpublisher.plan.World.with;

import java.time.Duration;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Revocation;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.source.Severity;
import org.certpublisher.testing.TestKey;
import org.junit.jupiter.api.Test;

/** Which of several certificates for a mailbox is published, and whose place it takes. */
final class PreferenceTest {
  @Test
  void oldAndNewAreSwappedInOneModify() {
    EntryPlan plan = alice(both(OLD)).issued(OLD, NEW).plan();
    assertWithdrawnFromBoth(plan, State.SUPERSEDED);
    assertThat(judgement(plan, State.MISSING).action()).isEqualTo(Action.PUBLISH);
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
    assertThat(judgement(plan, State.MISSING).severity()).isEqualTo(Severity.WARNING);
    assertThat(judgement(plan, State.MISSING).why()).contains("newcerts/1001.pem");
    assertThat(judgement(plan, State.SUPERSEDED).action()).isEqualTo(Action.NONE);
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
    assertThat(judgement(plan, State.MISSING).subject().identity())
        .isEqualTo(NEW.sha256().toString());
    EntryPlan alone = alice().issued(ec).plan();
    assertThat(only(alone).action()).isEqualTo(Action.PUBLISH);
    assertThat(only(alone).why()).contains("gpgsm 2.2, Evolution and NeoMutt refuse it");
    assertThat(only(alone).severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void nothingOlderIsPublishedBesideOneWithUnknownRevocation() {
    Revocation stale = Revocation.unknown("the CRL ended on 2026-11-01");
    EntryPlan plan = alice(both(NEW)).issued(NEW, stale).issued(OLD).plan();
    assertUntouched(plan, State.SUPERSEDED);
    assertThat(judgement(plan, State.SUPERSEDED).why())
        .contains("the CRL ended on 2026-11-01")
        .endsWith("is preferred; not published");
  }

  @Test
  void oneWithUnknownRevocationTakesNobodysPlace() {
    Revocation stale = Revocation.unknown("no CRL");
    EntryPlan plan = alice(both(OLD, NEW)).issued(NEW, stale).issued(OLD).plan();
    assertThat(plan.change()).isEmpty();
    assertThat(judgement(plan, State.PUBLISHED).subject().serialNumber())
        .isEqualTo(OLD.summary().serialHex());
  }

  @Test
  void oneThatTheInventoryDoesNotKnowIsLeftAndNothingOlderIsPublishedOverIt() {
    EntryPlan plan = alice(both(NEW)).issued(OLD).plan();
    assertThat(plan.change()).isEmpty();
    assertThat(judgement(plan, State.UNKNOWN).severity()).isEqualTo(Severity.WARNING);
    assertThat(judgement(plan, State.SUPERSEDED).why()).contains("not in the inventory");
  }

  @Test
  void anUnknownOneTakesThePlaceOfAnotherOnlyWhereItStands() {
    StoredValue[] values = {plain(OLD), smime(OLD), smime(NEW)};
    assertThat(alice(values).issued(OLD).plan().change()).isEmpty();
    assertWithdrawnFromBoth(alice(both(OLD, NEW)).issued(OLD).plan(), State.SUPERSEDED);
  }

  @Test
  void oneCertificateForTwoMailboxesStaysWhileItWinsEither() {
    Certificate two =
        CA.leaf(ALICE, "al@example.com").notBefore(NOW.minus(Duration.ofDays(200))).issue();
    World world =
        new World().entry("uid=alice", ALICE + " al@example.com", both(two)).issued(two, NEW);
    EntryPlan plan = world.plan();
    assertThat(judgement(plan, State.PUBLISHED).subject().serialNumber())
        .isEqualTo(two.summary().serialHex());
    assertThat(judgement(plan, State.MISSING).action()).isEqualTo(Action.PUBLISH);
  }
}
