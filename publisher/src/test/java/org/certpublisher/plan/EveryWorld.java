package org.certpublisher.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.DirectoryEntry;

/** The plans of thousands of worlds, and what a law asks of them; a failure prints the seed. */
final class EveryWorld {
  private static final int WORLDS = 4_000;
  private static final long FIRST_SEED = Long.getLong("laws.seed", 20_261_124L);
  private static final RandomWorlds RANDOM = new RandomWorlds();
  static final List<Certificate> OURS = RANDOM.ours();
  static final List<Certificate> FOREIGN = RANDOM.foreign();
  static final Set<Sha256> OUR_IDENTITIES = identities(OURS);
  private static final List<Planned> PLANNED = planned();

  /** An entry of a world and its plan. */
  private record Planned(RandomWorlds.Case world, DirectoryEntry entry, EntryPlan plan) {}

  /** A law about one entry and its plan. */
  interface Law {
    void hold(RandomWorlds.Case world, DirectoryEntry entry, EntryPlan plan);
  }

  private EveryWorld() {}

  private static List<Planned> planned() {
    List<Planned> planned = new ArrayList<>();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + WORLDS; seed++) {
      RandomWorlds.Case one = RANDOM.make(seed);
      Planner planner = one.world().planner();
      for (DirectoryEntry entry : one.world().entries()) {
        planned.add(new Planned(one, entry, planner.plan(entry)));
      }
    }
    return List.copyOf(planned);
  }

  static void inEveryWorld(Law law) {
    for (Planned one : PLANNED) {
      try {
        law.hold(one.world(), one.entry(), one.plan());
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "seed " + one.world().seed() + ", " + one.entry().dn() + ": " + one.plan(), e);
      }
    }
  }

  static Set<Sha256> identities(List<Certificate> certificates) {
    return certificates.stream().map(Certificate::sha256).collect(Collectors.toSet());
  }

  static List<AttributeChange> changes(EntryPlan plan) {
    return plan.change().map(change -> change.attributes()).orElse(List.of());
  }

  static Set<Sha256> published(EntryPlan plan) {
    return changes(plan).stream()
        .flatMap(change -> change.publish().stream())
        .map(AttributeChange.Publication::certificate)
        .collect(Collectors.toSet());
  }

  static Set<Sha256> withdrawn(EntryPlan plan) {
    Set<Sha256> gone =
        changes(plan).stream()
            .flatMap(change -> change.withdraw().stream())
            .map(AttributeChange.Withdrawal::certificate)
            .collect(Collectors.toSet());
    gone.removeAll(published(plan));
    return gone;
  }

  static Certificate ours(Sha256 identity) {
    return OURS.stream().filter(one -> one.sha256().equals(identity)).findFirst().orElseThrow();
  }
}
