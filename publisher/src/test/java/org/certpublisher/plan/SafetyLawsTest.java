package org.certpublisher.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.plan.EveryWorld.FOREIGN;
import static org.certpublisher.plan.EveryWorld.OUR_IDENTITIES;
import static org.certpublisher.plan.EveryWorld.changes;
import static org.certpublisher.plan.EveryWorld.identities;
import static org.certpublisher.plan.EveryWorld.inEveryWorld;
import static org.certpublisher.plan.EveryWorld.ours;
import static org.certpublisher.plan.EveryWorld.published;
import static org.certpublisher.plan.EveryWorld.withdrawn;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.EntryLimits;
import org.certpublisher.directory.HeldCertificate;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.source.Inventory;
import org.junit.jupiter.api.Test;

/** Laws of what a plan never does to a directory, in every world. */
final class SafetyLawsTest {
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
  void noEntryGrowsOverAStopLimit() {
    int[] full = new int[1];
    inEveryWorld(
        (world, entry, plan) -> {
          EntryLimits limits = world.world().limits;
          List<StoredValue> after = World.applied(entry, plan.change()).values();
          assertWithin(limits.together(), after.size(), entry.values().size());
          for (CertificateAttribute attribute : CertificateAttribute.values()) {
            List<StoredValue> was = entry.values(attribute);
            List<StoredValue> is =
                after.stream().filter(value -> value.attribute() == attribute).toList();
            assertWithin(limits.values(), is.size(), was.size());
            assertWithin(limits.bytes(), bytes(is), bytes(was));
          }
          full[0] +=
              plan.judgements().stream().anyMatch(one -> one.why().contains("would have")) ? 1 : 0;
        });
    assertThat(full[0]).isGreaterThan(100);
  }

  private static long bytes(List<StoredValue> values) {
    return values.stream().mapToLong(value -> value.bytes().length()).sum();
  }

  private static void assertWithin(EntryLimits.Limit limit, long after, long before) {
    limit.stop().ifPresent(most -> assertThat(after).isLessThanOrEqualTo(Math.max(most, before)));
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

  @Test
  void nothingOlderIsPublishedOverAValidNewerOneOfOurs() {
    inEveryWorld(
        (world, entry, plan) -> {
          Policy policy = world.world().policy;
          if (policy.keep() != Policy.Keep.NEWEST || !policy.select().equals(Policy.Select.ALL)) {
            return;
          }
          for (Sha256 identity : published(plan)) {
            CertificateSummary come = world.world().match.summary(ours(identity));
            Set<String> others = new HashSet<>();
            for (HeldCertificate held : plan.before()) {
              if (beats(world, held, come)) {
                others.addAll(standsFor(world.world(), entry, held.certificate()));
              }
            }
            boolean best = !others.containsAll(standsFor(world.world(), entry, come));
            assertThat(best).isTrue();
          }
        });
  }

  /** The mailboxes by which a certificate belongs to an entry. */
  private static Set<String> standsFor(
      World world, DirectoryEntry entry, CertificateSummary certificate) {
    return certificate.mailboxes().stream()
        .filter(one -> MatchTest.found(world, certificate, one).equals(Set.of(entry.dn())))
        .map(Mailbox::key)
        .collect(Collectors.toSet());
  }

  private static boolean beats(
      RandomWorlds.Case world, HeldCertificate held, CertificateSummary come) {
    Sha256 identity = held.certificate().sha256();
    boolean known = world.revocations().containsKey(identity);
    Revocation.Status status = world.revocation(identity).status();
    return OUR_IDENTITIES.contains(identity)
        && (known || !world.world().policy.removal().unknown())
        && (status == Revocation.Status.GOOD || status == Revocation.Status.UNKNOWN)
        && held.certificate().validity().contains(World.NOW)
        && held.certificate().encryption().canEncrypt()
        && Contest.PREFERENCE.compare(held.certificate(), come) < 0;
  }
}
