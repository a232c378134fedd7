package org.certpublisher.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.plan.World.CA;
import static org.certpublisher.plan.World.NOW;
import static org.certpublisher.plan.World.plain;
import static org.certpublisher.plan.World.smime;
import static org.certpublisher.testing.OddValues.exchange;
import static org.certpublisher.testing.OddValues.signed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.testing.OddValues;
import org.certpublisher.testing.TestCa;
import org.certpublisher.testing.TestKey;
import org.junit.jupiter.api.Test;

/** Values of userSMIMECertificate in Exchange's form, and signed ones as Outlook writes them. */
final class OddValuesTest {
  private static final String ALICE = "alice@example.com";
  private static final Certificate OLD =
      CA.leaf(ALICE).valid(NOW.minus(Duration.ofDays(300)), NOW.plus(Duration.ofDays(65))).issue();
  private static final Certificate NEW = CA.issue(ALICE);
  private static final Certificate SIGNING =
      CA.leaf(ALICE).key(TestKey.Kind.RSA).usage(KeyUsage.digitalSignature).issue();
  private static final Certificate FOREIGN = TestCa.create("elsewhere").issue(ALICE);
  private static final Certificate FOREIGN_SIGNING =
      TestCa.create("elsewhere")
          .leaf("x@example.com")
          .key(TestKey.Kind.RSA)
          .usage(KeyUsage.digitalSignature)
          .issue();
  private static final Revocation REVOKED =
      Revocation.revoked(RevocationReason.KEY_COMPROMISE, NOW, "index.txt line 12");

  private static World alice(StoredValue... values) {
    return new World().entry("uid=alice", ALICE, values);
  }

  private static List<State> states(EntryPlan plan) {
    return plan.judgements().stream().map(Judgement::state).sorted().toList();
  }

  private static List<Der> withdrawn(EntryPlan plan, CertificateAttribute attribute) {
    return plan.change().stream()
        .flatMap(change -> change.attributes().stream())
        .filter(one -> one.attribute() == attribute)
        .flatMap(one -> one.withdraw().stream())
        .map(gone -> gone.value().bytes())
        .toList();
  }

  private static List<Der> published(EntryPlan plan, CertificateAttribute attribute) {
    return plan.change().stream()
        .flatMap(change -> change.attributes().stream())
        .filter(one -> one.attribute() == attribute)
        .flatMap(one -> one.publish().stream())
        .map(AttributeChange.Publication::bytes)
        .toList();
  }

  private static void assertSmime(EntryPlan plan, List<Der> gone, List<Der> come) {
    assertThat(withdrawn(plan, CertificateAttribute.USER_SMIME_CERTIFICATE)).isEqualTo(gone);
    assertThat(published(plan, CertificateAttribute.USER_SMIME_CERTIFICATE)).isEqualTo(come);
  }

  private static void assertPlain(EntryPlan plan, List<Der> gone, List<Der> come) {
    assertThat(withdrawn(plan, CertificateAttribute.USER_CERTIFICATE)).isEqualTo(gone);
    assertThat(published(plan, CertificateAttribute.USER_CERTIFICATE)).isEqualTo(come);
  }

  @Test
  void exchangesFormOfTheRightCertificateStaysAndOursComesBesideIt() {
    EntryPlan plan = alice(smime(exchange(NEW))).issued(NEW).plan();
    assertThat(states(plan)).containsExactly(State.MISSING);
    assertPlain(plan, List.of(), List.of(NEW.der()));
    assertSmime(plan, List.of(), List.of(smime(NEW).bytes()));
  }

  @Test
  void exchangesFormOfARevokedCertificateStaysWhileTheOtherValuesGo() {
    EntryPlan plan =
        alice(plain(NEW), smime(NEW), smime(exchange(NEW))).issued(NEW, REVOKED).plan();
    assertThat(states(plan)).contains(State.REVOKED);
    assertPlain(plan, List.of(NEW.der()), List.of());
    assertSmime(plan, List.of(smime(NEW).bytes()), List.of());
  }

  @Test
  void exchangesFormOfARevokedCertificateAloneIsToldAndNotTouched() {
    EntryPlan plan = alice(smime(exchange(NEW))).issued(NEW, REVOKED).plan();
    assertThat(states(plan)).containsExactly(State.REVOKED);
    assertThat(plan.judgements().get(0).action()).isEqualTo(Action.NONE);
    assertThat(plan.change()).isEmpty();
  }

  @Test
  void exchangesFormOfAForeignCertificateShadowsAndIsNotTouched() {
    EntryPlan plan = alice(plain(NEW), smime(NEW), smime(exchange(FOREIGN))).issued(NEW).plan();
    assertThat(states(plan))
        .containsExactlyInAnyOrder(State.PUBLISHED, State.FOREIGN, State.SHADOWED);
    assertThat(plan.change()).isEmpty();
  }

  @Test
  void exchangesFormThatBreaksOffIsUnreadableAndNotTouched() {
    byte[] whole = exchange(NEW).toBytes();
    Der cut = Der.wrap(java.util.Arrays.copyOf(whole, whole.length - 1));
    EntryPlan plan = alice(plain(NEW), smime(NEW), smime(cut)).issued(NEW).plan();
    assertThat(states(plan)).containsExactlyInAnyOrder(State.PUBLISHED, State.UNREADABLE);
    assertThat(plan.change()).isEmpty();
  }

  @Test
  void theHoldersOwnSignedValueOfTheRightCertificateIsAsGoodAsOurs() {
    Der value = signed(SIGNING, 42, NEW, SIGNING, NEW);
    EntryPlan there = alice(plain(NEW), smime(value)).issued(NEW, SIGNING).plan();
    assertThat(there.change()).isEmpty();
    assertThat(states(there)).contains(State.PUBLISHED);

    EntryPlan half = alice(smime(value)).issued(NEW, SIGNING).plan();
    assertPlain(half, List.of(), List.of(NEW.der()));
    assertSmime(half, List.of(), List.of());
  }

  @Test
  void theHoldersOwnSignedValueGoesWithItsLeaf() {
    Der value = signed(SIGNING, 42, NEW, SIGNING, NEW);
    EntryPlan revoked = alice(plain(NEW), smime(value)).issued(SIGNING).issued(NEW, REVOKED).plan();
    assertPlain(revoked, List.of(NEW.der()), List.of());
    assertSmime(revoked, List.of(value), List.of());

    Der old = signed(SIGNING, 42, OLD, SIGNING, OLD);
    EntryPlan superseded = alice(plain(OLD), smime(old)).issued(SIGNING, OLD, NEW).plan();
    assertPlain(superseded, List.of(OLD.der()), List.of(NEW.der()));
    assertSmime(superseded, List.of(old), List.of(smime(NEW).bytes()));
  }

  @Test
  void aSignedValueOfOurLeafWithAForeignSignerIsNotTouchedEvenWhenRevoked() {
    Der value = signed(FOREIGN_SIGNING, 42, NEW, FOREIGN_SIGNING, NEW);
    EntryPlan plan = alice(plain(NEW), smime(value)).issued(NEW, REVOKED).plan();
    assertPlain(plan, List.of(NEW.der()), List.of());
    assertSmime(plan, List.of(), List.of());
  }

  @Test
  void aSignedValueThatPrefersAForeignCertificateShadowsAndIsNotTouched() {
    Der value = signed(SIGNING, 42, FOREIGN, SIGNING, FOREIGN, NEW);
    EntryPlan plan = alice(plain(NEW), smime(NEW), smime(value)).issued(NEW, SIGNING).plan();
    assertThat(states(plan)).contains(State.PUBLISHED, State.FOREIGN, State.SHADOWED);
    assertThat(plan.change()).isEmpty();
  }

  @Test
  void aValueOfOurOwnSignerIsReplacedWithItsLeafWhoeverIssuedTheSigner() throws Exception {
    World world = alice().issued(OLD, NEW);
    world.encoder = OddValues.signer(FOREIGN_SIGNING);
    Der old = world.encoder.encode(OLD.der(), List.of());
    Der come = world.encoder.encode(NEW.der(), List.of());
    World held = alice(plain(OLD), smime(old)).issued(OLD, NEW);
    held.encoder = world.encoder;
    assertPlain(held.plan(), List.of(OLD.der()), List.of(NEW.der()));
    assertSmime(held.plan(), List.of(old), List.of(come));
  }

  @Test
  void aValueOfOurOwnSignerIsRewrittenOnlyWhenItSaysSomethingElse() throws Exception {
    Der same = signed(FOREIGN_SIGNING, 42, NEW, FOREIGN_SIGNING, NEW);
    Der weaker = signed(FOREIGN_SIGNING, 22, NEW, FOREIGN_SIGNING, NEW);
    for (Der value : List.of(same, weaker)) {
      World world = alice(plain(NEW), smime(value)).issued(NEW);
      world.encoder = OddValues.signer(FOREIGN_SIGNING);
      Der ours = world.encoder.encode(NEW.der(), List.of());
      boolean equal = value.equals(same);
      assertSmime(
          world.plan(), equal ? List.of() : List.of(value), equal ? List.of() : List.of(ours));
    }
  }

  @Test
  void whateverAnEntryHoldsTheSecondPlanIsEmptyAndForeignBytesSurvive() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<Der> untouchable =
        List.of(
            exchange(NEW),
            exchange(OLD),
            exchange(FOREIGN),
            Der.wrap(new byte[] {1, 2, 3}),
            signed(FOREIGN_SIGNING, 42, OLD, FOREIGN_SIGNING, OLD),
            signed(SIGNING, 42, FOREIGN, SIGNING, FOREIGN));
    List<Der> ours =
        List.of(
            smime(OLD).bytes(),
            smime(NEW).bytes(),
            OLD.der(),
            signed(SIGNING, 42, OLD, SIGNING, OLD),
            signed(SIGNING, 42, NEW, SIGNING, NEW));
    for (int round = 0; round < 200; round++) {
      List<Der> values = new ArrayList<>(untouchable);
      values.addAll(ours);
      Collections.shuffle(values, random);
      List<Der> some = values.subList(0, random.nextInt(values.size()));
      List<StoredValue> stored = new ArrayList<>(some.stream().map(World::smime).toList());
      if (random.nextBoolean()) {
        stored.add(plain(random.nextBoolean() ? OLD : NEW));
      }
      World world =
          alice(stored.toArray(new StoredValue[0]))
              .issued(SIGNING, NEW)
              .issued(OLD, random.nextBoolean() ? REVOKED : Revocation.good("index.txt"));
      DirectoryEntry after = World.applied(world.entries().get(0), world.plan().change());
      List<Der> left =
          after.values(CertificateAttribute.USER_SMIME_CERTIFICATE).stream()
              .map(StoredValue::bytes)
              .toList();
      assertThat(left)
          .as("seed %d round %d", seed, round)
          .containsAll(some.stream().filter(untouchable::contains).toList());
      assertThat(world.planner().plan(after).change())
          .as("seed %d round %d", seed, round)
          .isEqualTo(Optional.empty());
      assertThat(after.values(CertificateAttribute.USER_CERTIFICATE))
          .as("seed %d round %d", seed, round)
          .extracting(StoredValue::bytes)
          .containsExactly(NEW.der());
    }
  }
}
