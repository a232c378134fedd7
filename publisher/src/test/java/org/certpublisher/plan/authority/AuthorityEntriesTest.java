package org.certpublisher.plan.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.plan.authority.AuthorityWorld.CA;
import static org.certpublisher.plan.authority.AuthorityWorld.DN;
import static org.certpublisher.plan.authority.AuthorityWorld.REKEYED;
import static org.certpublisher.plan.authority.AuthorityWorld.STRANGER;
import static org.certpublisher.plan.authority.AuthorityWorld.list;
import static org.certpublisher.plan.authority.AuthorityWorld.wanted;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.EntryPlan;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.Policy;
import org.certpublisher.plan.State;
import org.junit.jupiter.api.Test;

/** How an entry comes to hold a CA's values: its classes, its making, and the room in it. */
final class AuthorityEntriesTest {
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
  void anEntryGetsTheClassesItLacksAndSaysSo() {
    world.classes = List.of("top", "organizationalUnit");
    EntryPlan plan = world.plan(wanted(OWN, CA.crl().number(3).delta(2).der()));
    assertThat(plan.change().orElseThrow().frame().classes()).containsExactly("pkiCA", "deltaCRL");
    assertThat(plan.judgements())
        .allMatch(one -> one.why().endsWith("the entry gets the class pkiCA and deltaCRL"));
    world.classes = List.of("top", "CERTIFICATIONAUTHORITY-V2");
    assertThat(world.plan(wanted(OWN)).change().orElseThrow().frame().isEmpty()).isTrue();
  }

  @Test
  void anEntryThatIsNotThereIsReportedAndMadeOnlyWhenThatIsSaid() {
    EntryPlan told = world.plan(wanted(OWN), Optional.empty());
    assertNothing(told, State.NO_ENTRY);
    assertThat(only(told).why()).contains(DN, "create-missing");
    world.createMissing = true;
    EntryPlan made = world.plan(wanted(OWN, TWO, ONE), Optional.empty());
    EntryChange.Frame frame = made.change().orElseThrow().frame();
    assertThat(frame.created()).isTrue();
    assertThat(frame.classes()).containsExactly("top", "applicationProcess", "pkiCA");
    assertThat(frame.others()).containsOnlyKeys("cn");
    assertThat(published(made)).containsExactlyInAnyOrder(CA.certificate().der(), TWO);
    assertThat(world.plan(wanted(List.of()), Optional.empty()).change()).isEmpty();
  }

  @Test
  void anEntryWhoseNameTellsNoClassIsNotMade() {
    world.createMissing = true;
    AuthorityEntry odd = new AuthorityEntry("serialNumber=5,O=Example", OWN, List.of());
    assertNothing(world.plan(odd, Optional.empty()), State.NO_ENTRY);
  }

  @Test
  void activeDirectoryDemandsValuesForWhichPlaceholdersStandUntilThereIsOne() {
    world.activeDirectory = true;
    world.createMissing = true;
    EntryPlan made = world.plan(wanted(OWN), Optional.empty());
    EntryChange.Frame frame = made.change().orElseThrow().frame();
    assertThat(frame.classes()).containsExactly("top", "certificationAuthority");
    assertThat(frame.others())
        .containsEntry("certificateRevocationList", List.of(ObjectClasses.PLACEHOLDER))
        .containsEntry("authorityRevocationList", List.of(ObjectClasses.PLACEHOLDER));
    EntryPlan next =
        world.plan(
            wanted(OWN, ONE),
            AuthorityWorld.applied(Optional.empty(), made).values().toArray(new StoredValue[0]));
    assertThat(published(next)).containsExactly(ONE);
    assertThat(withdrawn(next)).containsExactly(ObjectClasses.PLACEHOLDER);
    assertThat(next.change().orElseThrow().losses()).isZero();
    EntryPlan point = world.plan(wanted(List.of(), ONE), Optional.empty());
    assertThat(point.change().orElseThrow().frame().classes())
        .containsExactly("top", "cRLDistributionPoint");
  }

  @Test
  void elsewhereAZeroByteIsAValueOfSomebodyElse() {
    EntryPlan plan = world.plan(wanted(List.of(), ONE), list(ObjectClasses.PLACEHOLDER));
    assertThat(withdrawn(plan)).isEmpty();
    assertThat(published(plan)).containsExactly(ONE);
  }

  @Test
  void whereThereIsRoomForOneListAStrangersStaysAndIsTold() {
    world.activeDirectory = true;
    EntryPlan plan = world.plan(wanted(List.of(), TWO), list(list(STRANGER, 1)));
    assertThat(plan.change()).isEmpty();
    assertThat(plan.judgements())
        .extracting(Judgement::state)
        .containsExactlyInAnyOrder(State.FOREIGN, State.UNSUITABLE);
  }

  @Test
  void whereThereIsRoomForOneListTheNewestOfOursTakesThePlace() {
    world.activeDirectory = true;
    Der newer = list(REKEYED, 3);
    EntryPlan plan = world.plan(wanted(List.of(), TWO, newer), list(ONE));
    assertThat(published(plan)).containsExactly(newer);
    assertThat(withdrawn(plan)).containsExactly(ONE);
    world.mode = Policy.Mode.ADD_ONLY;
    assertThat(world.plan(wanted(List.of(), TWO), list(ONE)).change()).isEmpty();
  }
}
