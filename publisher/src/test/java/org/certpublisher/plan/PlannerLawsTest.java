package org.certpublisher.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.HeldCertificate;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.source.Inventory;
import org.certpublisher.testing.TestCa;
import org.certpublisher.testing.TestCertificate;
import org.certpublisher.testing.TestKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Laws that hold in every world; each world is made from a seed that a failure prints. */
final class PlannerLawsTest {
  private static final int WORLDS = 4_000;
  private static final long FIRST_SEED = Long.getLong("laws.seed", 20_261_124L);
  private static final String[] MAILBOXES = {
    "a@example.com", "b@example.com", "c@example.com", "A@example.com"
  };
  private static final List<Certificate> OURS = new ArrayList<>();
  private static final List<Certificate> FOREIGN = new ArrayList<>();
  private static final Set<Sha256> OUR_IDENTITIES = new HashSet<>();
  private static final List<Planned> PLANNED = new ArrayList<>();

  /** A world and what was decided about it. */
  private record Case(long seed, World world, Map<Sha256, Revocation> revocations) {
    Revocation revocation(Sha256 identity) {
      return revocations.getOrDefault(identity, Revocation.good("nobody"));
    }
  }

  /** An entry of a world and its plan. */
  private record Planned(Case world, DirectoryEntry entry, EntryPlan plan) {}

  /** A law about one entry and its plan. */
  private interface Law {
    void hold(Case world, DirectoryEntry entry, EntryPlan plan);
  }

  @BeforeAll
  static void makeWorlds() {
    Random random = new Random(1);
    TestCa[] cas = {World.CA, World.CA, World.OTHER};
    for (int i = 0; i < 60; i++) {
      OURS.add(certificate(cas[random.nextInt(cas.length)], random));
    }
    OUR_IDENTITIES.addAll(identities(OURS));
    TestCa[] others = {World.CA.impostor(), TestCa.create("elsewhere")};
    for (int i = 0; i < 12; i++) {
      FOREIGN.add(certificate(others[i % 2], random));
    }
    for (long seed = FIRST_SEED; seed < FIRST_SEED + WORLDS; seed++) {
      Case one = make(seed);
      Planner planner = one.world().planner();
      for (DirectoryEntry entry : one.world().entries()) {
        PLANNED.add(new Planned(one, entry, planner.plan(entry)));
      }
    }
  }

  private static Certificate certificate(TestCa ca, Random random) {
    Set<String> names = new HashSet<>();
    for (int i = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(2); i > 0; i--) {
      names.add(MAILBOXES[random.nextInt(MAILBOXES.length)]);
    }
    Instant from = TestCa.NOW.plus(Duration.ofDays(random.nextInt(500) - 480));
    TestCertificate leaf =
        ca.leaf(names.toArray(new String[0]))
            .valid(from, from.plus(Duration.ofDays(100 + random.nextInt(500))));
    switch (random.nextInt(8)) {
      case 0 -> leaf.usage(KeyUsage.digitalSignature);
      case 1 -> leaf.key(TestKey.Kind.EC).usage(KeyUsage.keyAgreement);
      case 2 -> leaf.extension("1.2.3.4", false, new byte[32_730 - random.nextInt(2) * 1_200]);
      case 3 -> leaf.templateName("CorpSMIME");
      default -> leaf.policies("1.2.3");
    }
    return leaf.issue();
  }

  private static <T> T any(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  private static Case make(long seed) {
    Random random = new Random(seed);
    World world = new World();
    Map<Sha256, Revocation> revocations = new HashMap<>();
    List<Certificate> issued = some(OURS, 10, random);
    for (Certificate one : issued) {
      Revocation revocation = revocation(random);
      revocations.put(one.sha256(), revocation);
      world.issued(one, revocation);
      if (random.nextInt(15) == 0) {
        world.gone(one);
      }
    }
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      String mailboxes = String.join(" ", some(List.of(MAILBOXES), 1 + random.nextInt(2), random));
      world.entry("uid=" + i, mailboxes, values(issued, random));
    }
    world.policy(policy(random));
    if (random.nextInt(8) == 0) {
      world.completeness(Inventory.Completeness.SHRUNKEN);
    }
    return new Case(seed, world, revocations);
  }

  private static <T> List<T> some(List<T> all, int atMost, Random random) {
    List<T> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, Math.min(all.size(), 1 + random.nextInt(atMost)));
  }

  private static Revocation revocation(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> Revocation.revoked(RevocationReason.UNSPECIFIED, Instant.EPOCH, "index.txt line 1");
      case 1 ->
          Revocation.revoked(RevocationReason.CERTIFICATE_HOLD, TestCa.NOW, "index.txt line 2");
      case 2 -> Revocation.unknown("no CRL");
      default -> Revocation.good("index.txt");
    };
  }

  private static StoredValue[] values(List<Certificate> issued, Random random) {
    Set<StoredValue> values = new HashSet<>();
    for (int i = random.nextInt(7); i > 0; i--) {
      List<List<Certificate>> where = List.of(FOREIGN, OURS, issued, issued, issued);
      Certificate one = any(any(where, random), random);
      switch (random.nextInt(8)) {
        case 0 -> values.add(World.plain(one));
        case 1 -> values.add(World.smime(one));
        case 2 -> values.add(World.smime(one.der()));
        case 3 -> values.add(World.plain(garbage(random)));
        case 4 -> values.add(World.smime(garbage(random)));
        case 5 ->
            values.add(
                World.smime(
                    World.ENCODER.encode(
                        one.der(),
                        List.of(any(random.nextBoolean() ? OURS : FOREIGN, random).der()))));
        default -> Collections.addAll(values, World.both(one));
      }
    }
    return values.toArray(new StoredValue[0]);
  }

  private static Der garbage(Random random) {
    return Der.wrap(("garbage " + random.nextInt(3)).getBytes(StandardCharsets.UTF_8));
  }

  private static Policy policy(Random random) {
    Set<CertificateAttribute> attributes =
        random.nextInt(5) == 0
            ? Set.of(any(List.of(CertificateAttribute.values()), random))
            : EnumSet.allOf(CertificateAttribute.class);
    return new Policy(
        any(List.of(Policy.Mode.values()), random),
        attributes,
        random.nextInt(4) == 0
            ? new Policy.Select(List.of("CorpSMIME"), List.of("1.2.3"))
            : Policy.Select.ALL,
        random.nextInt(4) == 0 ? Policy.Keep.ALL_VALID : Policy.Keep.NEWEST,
        new Policy.Removal(
            random.nextInt(3) > 0,
            Duration.ofDays(random.nextInt(3) * 20L),
            random.nextInt(4) == 0),
        World.DEFAULT.guard());
  }

  private static void inEveryWorld(Law law) {
    for (Planned one : PLANNED) {
      try {
        law.hold(one.world(), one.entry(), one.plan());
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "seed " + one.world().seed() + ", " + one.entry().dn() + ": " + one.plan(), e);
      }
    }
  }

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

  private static Set<Sha256> identities(List<Certificate> certificates) {
    return certificates.stream().map(Certificate::sha256).collect(Collectors.toSet());
  }

  private static List<AttributeChange> changes(EntryPlan plan) {
    return plan.change().map(change -> change.attributes()).orElse(List.of());
  }

  private static Set<Sha256> published(EntryPlan plan) {
    return changes(plan).stream()
        .flatMap(change -> change.publish().stream())
        .map(AttributeChange.Publication::certificate)
        .collect(Collectors.toSet());
  }

  private static Set<Sha256> withdrawn(EntryPlan plan) {
    Set<Sha256> gone =
        changes(plan).stream()
            .flatMap(change -> change.withdraw().stream())
            .map(AttributeChange.Withdrawal::certificate)
            .collect(Collectors.toSet());
    gone.removeAll(published(plan));
    return gone;
  }

  private static Certificate ours(Sha256 identity) {
    return OURS.stream().filter(one -> one.sha256().equals(identity)).findFirst().orElseThrow();
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
  void foreignAndUnreadableValuesSurvive() {
    Set<Sha256> foreign = identities(FOREIGN);
    inEveryWorld(
        (world, entry, plan) -> {
          List<StoredValue> after = World.applied(entry, plan.change()).values();
          for (AttributeChange change : changes(plan)) {
            assertThat(change.withdraw())
                .noneMatch(gone -> foreign.contains(gone.certificate()))
                .noneMatch(gone -> gone.value().bytes().length() < 100)
                .noneMatch(gone -> FOREIGN.stream().anyMatch(f -> holds(gone.value(), f)));
            Set<StoredValue> all = new HashSet<>(change.kept());
            change.withdraw().forEach(gone -> all.add(gone.value()));
            assertThat(all).isEqualTo(Set.copyOf(entry.values(change.attribute())));
            assertThat(after).containsAll(change.kept());
          }
        });
  }

  private static boolean holds(StoredValue value, Certificate certificate) {
    return text(value.bytes()).contains(text(certificate.der()));
  }

  private static String text(Der bytes) {
    return new String(bytes.view(), StandardCharsets.ISO_8859_1);
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

  @Test
  void theOrderOfInputsDoesNotMatter() {
    inEveryWorld(
        (world, entry, plan) -> {
          List<StoredValue> values = new ArrayList<>(entry.values());
          List<Mailbox> mailboxes = new ArrayList<>(entry.mailboxes());
          Collections.reverse(values);
          Collections.reverse(mailboxes);
          EntryPlan other =
              world
                  .world()
                  .reversed()
                  .planner()
                  .plan(new DirectoryEntry(entry.dn(), entry.version(), mailboxes, values));
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

  @Test
  void nothingIsWithdrawnOnIncompleteKnowledge() {
    inEveryWorld(
        (world, entry, plan) -> {
          if (world.world().inventory().completeness() != Inventory.Completeness.COMPLETE) {
            assertThat(plan.change()).isEmpty();
          }
          for (Sha256 identity : withdrawn(plan)) {
            boolean expired = ours(identity).validity().notAfter().isBefore(World.NOW);
            assertThat(expired || world.revocation(identity).status() != Revocation.Status.UNKNOWN)
                .isTrue();
          }
        });
  }

  @Test
  void onlyTheGoodArePublished() {
    inEveryWorld(
        (world, entry, plan) -> {
          for (Sha256 identity : published(plan)) {
            Certificate one = ours(identity);
            assertThat(world.revocations()).containsKey(identity);
            assertThat(world.revocation(identity).status()).isEqualTo(Revocation.Status.GOOD);
            assertThat(one.validity().contains(World.NOW)).isTrue();
            assertThat(one.summary().encryption().canEncrypt()).isTrue();
            assertThat(one.der().length()).isLessThanOrEqualTo(32_768);
          }
        });
  }

  @Test
  void noCertificateIsLostWithoutTheGuardKnowing() {
    inEveryWorld(
        (world, entry, plan) -> {
          Set<String> come = keys(published(plan));
          for (AttributeChange change : changes(plan)) {
            for (AttributeChange.Withdrawal gone : change.withdraw()) {
              Set<String> mine = keys(Set.of(gone.certificate()));
              boolean successor = !Collections.disjoint(mine, come);
              boolean stays =
                  plan.after().stream()
                      .anyMatch(held -> held.certificate().sha256().equals(gone.certificate()));
              assertThat(gone.loss() || successor || stays).isTrue();
            }
          }
        });
  }

  private static Set<String> keys(Set<Sha256> identities) {
    return identities.stream()
        .flatMap(identity -> ours(identity).subject().mailboxes().stream())
        .map(Mailbox::key)
        .collect(Collectors.toSet());
  }

  @Test
  void addOnlyNeverWithdraws() {
    inEveryWorld(
        (world, entry, plan) -> {
          if (world.world().policy.mode() == Policy.Mode.ADD_ONLY) {
            assertThat(changes(plan)).allMatch(change -> change.withdraw().isEmpty());
            assertThat(plan.judgements()).noneMatch(one -> one.action() == Action.WITHDRAW);
          }
        });
  }

  @Test
  void nothingOlderIsPublishedOverAValidNewerOneOfOurs() {
    inEveryWorld(
        (world, entry, plan) -> {
          Policy policy = world.world().policy;
          if (policy.keep() != Policy.Keep.NEWEST || !policy.select().equals(Policy.Select.ALL)) {
            return;
          }
          Set<String> mine =
              entry.mailboxes().stream().map(Mailbox::key).collect(Collectors.toSet());
          for (Sha256 identity : published(plan)) {
            Certificate come = ours(identity);
            boolean best =
                come.subject().mailboxes().stream()
                    .map(Mailbox::key)
                    .filter(mine::contains)
                    .anyMatch(
                        key -> plan.before().stream().noneMatch(h -> beats(world, h, come, key)));
            assertThat(best).isTrue();
          }
        });
  }

  private static boolean beats(Case world, HeldCertificate held, Certificate come, String key) {
    Sha256 identity = held.certificate().sha256();
    boolean known = world.revocations().containsKey(identity);
    Revocation.Status status = world.revocation(identity).status();
    return OUR_IDENTITIES.contains(identity)
        && (known || !world.world().policy.removal().unknown())
        && (status == Revocation.Status.GOOD || status == Revocation.Status.UNKNOWN)
        && held.certificate().validity().contains(World.NOW)
        && held.certificate().encryption().canEncrypt()
        && held.certificate().mailboxes().stream().anyMatch(one -> one.key().equals(key))
        && Contest.PREFERENCE.compare(held.certificate(), come.summary()) < 0;
  }

  @Test
  void theFiguresOfTheGuardAddUp() {
    inEveryWorld(
        (world, entry, plan) -> {
          EntryPlan again = world.world().planner().plan(World.applied(entry, plan.change()));
          if (world.world().policy.attributes().size() == 2) {
            assertThat(again.published()).isEqualTo(plan.remaining());
          }
        });
  }
}
