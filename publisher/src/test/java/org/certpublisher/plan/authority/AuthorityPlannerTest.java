package org.certpublisher.plan.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.certpublisher.plan.authority.AuthorityWorld.AHEAD;
import static org.certpublisher.plan.authority.AuthorityWorld.CA;
import static org.certpublisher.plan.authority.AuthorityWorld.EXPIRED;
import static org.certpublisher.plan.authority.AuthorityWorld.NOW;
import static org.certpublisher.plan.authority.AuthorityWorld.REKEYED;
import static org.certpublisher.plan.authority.AuthorityWorld.STRANGER;
import static org.certpublisher.plan.authority.AuthorityWorld.UNKNOWN;
import static org.certpublisher.plan.authority.AuthorityWorld.certificate;
import static org.certpublisher.plan.authority.AuthorityWorld.days;
import static org.certpublisher.plan.authority.AuthorityWorld.list;
import static org.certpublisher.plan.authority.AuthorityWorld.value;
import static org.certpublisher.plan.authority.AuthorityWorld.wanted;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.EntryPlan;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.Policy;
import org.certpublisher.plan.State;
import org.certpublisher.source.RevocationStatus;
import org.certpublisher.source.Severity;
import org.certpublisher.source.SourceFinding;
import org.junit.jupiter.api.Test;

/** Every row of what a CA's entry may hold and what becomes of it. */
final class AuthorityPlannerTest {
  private static final List<Certificate> OWN = List.of(CA.certificate());
  private static final Der ONE = list(CA, 1);
  private static final Der TWO = list(CA, 2);

  private final AuthorityWorld world = new AuthorityWorld();

  private static Set<Der> published(EntryPlan plan) {
    return plan.change().stream()
        .flatMap(change -> change.attributes().stream())
        .flatMap(change -> change.publish().stream())
        .map(AttributeChange.Publication::bytes)
        .collect(Collectors.toSet());
  }

  private static Set<Der> withdrawn(EntryPlan plan) {
    return plan.change().stream()
        .flatMap(change -> change.attributes().stream())
        .flatMap(change -> change.withdraw().stream())
        .map(gone -> gone.value().bytes())
        .collect(Collectors.toSet());
  }

  private static Judgement only(EntryPlan plan) {
    assertThat(plan.judgements()).hasSize(1);
    return plan.judgements().get(0);
  }

  private static void assertNothing(EntryPlan plan, State state) {
    assertThat(plan.change()).isEmpty();
    assertThat(only(plan).state()).isEqualTo(state);
    assertThat(only(plan).action()).isIn(Action.NONE, Action.LEAVE);
  }

  @Test
  void whatIsMissingIsPublishedEachToItsAttribute() {
    Der delta = CA.crl().number(3).delta(2).der();
    Der authorities = CA.crl().number(4).distributionPoint("http://x/arl", false, true).der();
    EntryPlan plan = world.plan(wanted(OWN, TWO, delta, authorities));
    assertThat(plan.change().orElseThrow().attributes())
        .extracting(AttributeChange::attribute, one -> one.publish().get(0).bytes())
        .containsExactly(
            tuple(CertificateAttribute.CA_CERTIFICATE, CA.certificate().der()),
            tuple(CertificateAttribute.CERTIFICATE_REVOCATION_LIST, TWO),
            tuple(CertificateAttribute.AUTHORITY_REVOCATION_LIST, authorities),
            tuple(CertificateAttribute.DELTA_REVOCATION_LIST, delta));
    assertThat(plan.judgements())
        .hasSize(4)
        .allMatch(one -> one.state() == State.MISSING && one.action() == Action.PUBLISH);
    assertThat(plan.change().get().frame()).isEqualTo(EntryChange.Frame.NONE);
  }

  @Test
  void whatStandsThereIsLeft() {
    EntryPlan plan = world.plan(wanted(OWN, TWO), certificate(CA.certificate()), list(TWO));
    assertThat(plan.change()).isEmpty();
    assertThat(plan.judgements()).allMatch(one -> one.state() == State.PUBLISHED);
    assertThat(plan.published()).isEqualTo(2);
  }

  @Test
  void anAttributeThatIsNotPublishedIsNotLookedAt() {
    world.attributes = Set.of(CertificateAttribute.CA_CERTIFICATE);
    EntryPlan plan = world.plan(wanted(OWN, TWO), list(ONE));
    assertThat(published(plan)).containsExactly(CA.certificate().der());
    assertThat(withdrawn(plan)).isEmpty();
  }

  @Test
  void theNewerListTakesThePlaceOfTheOlderInOneModifyAndThatIsNoLoss() {
    EntryPlan plan = world.plan(wanted(List.of(), TWO), list(ONE));
    assertThat(published(plan)).containsExactly(TWO);
    assertThat(withdrawn(plan)).containsExactly(ONE);
    assertThat(plan.change().orElseThrow().losses()).isZero();
  }

  @Test
  void anOlderListThanTheOneThatStandsThereIsNeverPublished() {
    EntryPlan plan = world.plan(wanted(List.of(), ONE), list(TWO));
    assertThat(plan.change()).isEmpty();
    assertThat(plan.judgements())
        .extracting(Judgement::state)
        .containsExactlyInAnyOrder(State.SUPERSEDED, State.PUBLISHED);
  }

  @Test
  void theLowerNumberIsTheOlderWhateverItsDate() {
    Der lower = CA.crl().number(1).thisUpdate(days(-1)).der();
    Der higher = CA.crl().number(2).thisUpdate(days(-2)).der();
    assertThat(world.plan(wanted(List.of(), lower), list(higher)).change()).isEmpty();
    assertThat(published(world.plan(wanted(List.of(), lower, higher)))).containsExactly(higher);
  }

  @Test
  void listsOfTwoKeysStandSideBySide() {
    Der other = list(REKEYED, 1);
    EntryPlan plan = world.plan(wanted(List.of(), TWO, other), list(ONE));
    assertThat(published(plan)).containsExactlyInAnyOrder(TWO, other);
    assertThat(withdrawn(plan)).containsExactly(ONE);
  }

  @Test
  void aStaleListIsNotPublishedAndOneThatStandsThereStaysUntilThereIsAnother() {
    Der stale = CA.crl().number(1).thisUpdate(days(-20)).nextUpdate(days(-2)).der();
    assertNothing(world.plan(wanted(List.of(), stale)), State.EXPIRED);
    EntryPlan left = world.plan(wanted(List.of()), list(stale));
    assertNothing(left, State.EXPIRED);
    assertThat(only(left).severity()).isEqualTo(Severity.WARNING);
    assertThat(withdrawn(world.plan(wanted(List.of(), TWO), list(stale)))).containsExactly(stale);
  }

  @Test
  void anExpiredCertificateGoesByThePolicyAndIsNotPublished() {
    assertThat(world.plan(wanted(List.of(EXPIRED))).change()).isEmpty();
    EntryPlan plan = world.plan(wanted(OWN), certificate(EXPIRED), certificate(CA.certificate()));
    assertThat(withdrawn(plan)).containsExactly(EXPIRED.der());
    world.mode = Policy.Mode.ADD_ONLY;
    assertThat(
            world.plan(wanted(OWN), certificate(EXPIRED), certificate(CA.certificate())).change())
        .isEmpty();
  }

  @Test
  void aCertificateThatIsNotYetValidWaits() {
    assertNothing(world.plan(wanted(List.of(AHEAD))), State.NOT_YET_VALID);
  }

  @Test
  void aRevokedCertificateIsWithdrawn() {
    world.statuses = List.of(new Revoked());
    EntryPlan plan = world.plan(wanted(OWN), certificate(CA.certificate()));
    assertThat(withdrawn(plan)).containsExactly(CA.certificate().der());
    assertThat(plan.change().orElseThrow().losses()).isEqualTo(1);
    assertThat(only(plan).state()).isEqualTo(State.REVOKED);
    assertNothing(world.plan(wanted(OWN)), State.REVOKED);
  }

  private static final class Revoked implements RevocationStatus {
    @Override
    public Revocation of(Certificate certificate) {
      return Revocation.revoked(RevocationReason.KEY_COMPROMISE, NOW, "CRL number 9");
    }

    @Override
    public boolean isUsable() {
      return true;
    }

    @Override
    public String describe() {
      return "CRL number 9";
    }

    @Override
    public List<SourceFinding> findings() {
      return List.of();
    }
  }

  @Test
  void oursThatIsNotConfiguredStaysUnlessThePolicySaysOtherwise() {
    assertNothing(world.plan(wanted(List.of()), certificate(UNKNOWN)), State.UNKNOWN);
    world.unknownGoes = true;
    assertThat(withdrawn(world.plan(wanted(List.of()), certificate(UNKNOWN))))
        .containsExactly(UNKNOWN.der());
    assertNothing(world.plan(wanted(List.of()), list(ONE)), State.UNKNOWN);
  }

  @Test
  void whatOthersSignedIsNeverTouchedWhateverNameItBears() {
    Der foreign = list(STRANGER, 9);
    EntryPlan plan =
        world.plan(wanted(OWN, TWO), certificate(STRANGER.certificate()), list(foreign));
    assertThat(withdrawn(plan)).isEmpty();
    assertThat(published(plan)).containsExactlyInAnyOrder(CA.certificate().der(), TWO);
    assertThat(plan.judgements())
        .filteredOn(one -> one.state() == State.FOREIGN)
        .hasSize(2)
        .allMatch(one -> one.action() == Action.NONE);
  }

  @Test
  void whatCannotBeReadIsNeverTouched() {
    Der garbage = AuthorityWorld.garbage("no certificate");
    EntryPlan plan =
        world.plan(
            wanted(List.of()), value(CertificateAttribute.CA_CERTIFICATE, garbage), list(garbage));
    assertThat(plan.change()).isEmpty();
    assertThat(plan.judgements()).hasSize(2).allMatch(one -> one.state() == State.UNREADABLE);
  }

  @Test
  void aCopyUnderAnotherSpellingIsWithdrawnWhereServersKeepThemApart() {
    world.keepsSpellingsApart = true;
    StoredValue plain =
        new StoredValue(
            CertificateAttribute.CA_CERTIFICATE, "cACertificate", CA.certificate().der());
    EntryPlan swap = world.plan(wanted(OWN), plain);
    assertThat(published(swap)).containsExactly(CA.certificate().der());
    assertThat(withdrawn(swap)).containsExactly(CA.certificate().der());
    EntryPlan copy = world.plan(wanted(OWN), plain, certificate(CA.certificate()));
    assertThat(published(copy)).isEmpty();
    assertThat(copy.change().orElseThrow().losses()).isZero();
  }
}
