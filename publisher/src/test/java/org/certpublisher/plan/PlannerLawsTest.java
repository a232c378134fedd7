package org.certpublisher.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.plan.EveryWorld.identities;
import static org.certpublisher.plan.EveryWorld.inEveryWorld;
import static org.certpublisher.plan.EveryWorld.published;
import static org.certpublisher.plan.EveryWorld.withdrawn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.certpublisher.cert.CertificateSummary.MatchKey;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.StoredValue;
import org.junit.jupiter.api.Test;

/** Laws of what a plan says and leads to, in every world. */
final class PlannerLawsTest {
  @Test
  void theWorldsHoldEveryStateAndManyChanges() {
    Map<State, Integer> states = new EnumMap<>(State.class);
    int[] counts = new int[3];
    inEveryWorld(
        (world, entry, plan) -> {
          plan.judgements().forEach(one -> states.merge(one.state(), 1, Integer::sum));
          counts[0] += published(plan).size();
          counts[1] += withdrawn(plan).size();
          counts[2] += plan.change().map(EntryChange::losses).orElse(0);
        });
    EnumSet<State> planned = EnumSet.allOf(State.class);
    planned.remove(State.NOT_PERMITTED);
    assertThat(states.keySet()).containsExactlyInAnyOrderElementsOf(planned);
    assertThat(states.values()).allMatch(count -> count > 50);
    assertThat(Arrays.stream(counts).min().orElseThrow()).isGreaterThan(300);
  }

  @Test
  void theSecondPlanIsEmpty() {
    inEveryWorld(
        (world, entry, plan) -> {
          DirectoryEntry after = World.applied(entry, plan.change());
          assertThat(world.world().planner().plan(after).change()).isEmpty();
        });
  }

  @Test
  void noChangeIsWithoutAJudgementAndNoActionWithoutAChange() {
    inEveryWorld(
        (world, entry, plan) -> {
          assertThat(acting(plan, Action.PUBLISH)).isEqualTo(texts(published(plan)));
          assertThat(acting(plan, Action.WITHDRAW)).containsAll(texts(withdrawn(plan)));
          assertThat(plan.judgements()).allMatch(one -> !one.why().isBlank());
          if (plan.change().isEmpty()) {
            assertThat(acting(plan, Action.WITHDRAW)).isEmpty();
          }
        });
  }

  @Test
  void theOrderOfInputsDoesNotMatter() {
    inEveryWorld(
        (world, entry, plan) -> {
          List<StoredValue> values = new ArrayList<>(entry.values());
          List<Mailbox> mailboxes = new ArrayList<>(entry.mailboxes());
          List<MatchKey> keys = new ArrayList<>(entry.keys());
          Collections.reverse(values);
          Collections.reverse(mailboxes);
          Collections.reverse(keys);
          EntryPlan other =
              world
                  .world()
                  .reversed()
                  .planner()
                  .plan(new DirectoryEntry(entry.dn(), entry.version(), mailboxes, keys, values));
          assertThat(other.change()).isEqualTo(plan.change());
          assertThat(other.judgements()).isEqualTo(plan.judgements());
        });
  }

  @Test
  void whatIsPublishedIsThenInBothAttributesAndWhatIsWithdrawnInNeither() {
    inEveryWorld(
        (world, entry, plan) -> {
          Set<CertificateAttribute> attributes = world.world().policy.attributes();
          for (Sha256 identity : published(plan)) {
            Set<CertificateAttribute> found = new HashSet<>();
            plan.after().stream()
                .filter(held -> held.certificate().sha256().equals(identity))
                .forEach(held -> found.add(held.attribute()));
            assertThat(found).containsAll(attributes);
          }
          Set<Sha256> gone = withdrawn(plan);
          gone.removeIf(identity -> isPublished(plan, identity)); // only another form of it goes
          for (Sha256 identity : gone) {
            assertThat(plan.after())
                .noneMatch(
                    held ->
                        held.certificate().sha256().equals(identity)
                            && held.attribute() == CertificateAttribute.USER_CERTIFICATE
                            && attributes.contains(held.attribute()));
          }
        });
  }

  private static boolean isPublished(EntryPlan plan, Sha256 identity) {
    return plan.judgements().stream()
        .anyMatch(
            one ->
                one.state() == State.PUBLISHED
                    && one.subject().identity().equals(identity.toString()));
  }

  private static Set<String> acting(EntryPlan plan, Action action) {
    return plan.judgements().stream()
        .filter(one -> one.action() == action)
        .map(one -> one.subject().identity())
        .collect(Collectors.toSet());
  }

  private static Set<String> texts(Set<Sha256> identities) {
    return identities.stream().map(Sha256::toString).collect(Collectors.toSet());
  }
}
