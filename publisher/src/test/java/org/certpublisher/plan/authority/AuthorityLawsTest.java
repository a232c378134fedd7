package org.certpublisher.plan.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.plan.authority.AuthorityWorld.AHEAD;
import static org.certpublisher.plan.authority.AuthorityWorld.CA;
import static org.certpublisher.plan.authority.AuthorityWorld.EXPIRED;
import static org.certpublisher.plan.authority.AuthorityWorld.REKEYED;
import static org.certpublisher.plan.authority.AuthorityWorld.STRANGER;
import static org.certpublisher.plan.authority.AuthorityWorld.UNKNOWN;
import static org.certpublisher.plan.authority.AuthorityWorld.days;
import static org.certpublisher.plan.authority.AuthorityWorld.list;
import static org.certpublisher.plan.authority.AuthorityWorld.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.plan.EntryPlan;
import org.certpublisher.plan.Policy;
import org.certpublisher.source.RevocationList;
import org.junit.jupiter.api.Test;

/** What holds for every entry of a CA, whatever it holds and whatever is configured. */
final class AuthorityLawsTest {
  private static final int WORLDS = 2_000;
  private static final CertificateAttribute CRL = CertificateAttribute.CERTIFICATE_REVOCATION_LIST;
  private static final List<Certificate> CERTIFICATES =
      List.of(CA.certificate(), REKEYED.certificate(), EXPIRED, AHEAD);
  private static final List<Der> LISTS =
      List.of(
          list(CA, 1),
          list(CA, 2),
          CA.crl().number(3).thisUpdate(days(-9)).der(),
          CA.crl().number(1).thisUpdate(days(-30)).nextUpdate(days(-3)).der(),
          list(REKEYED, 5),
          CA.crl().number(4).delta(2).der(),
          CA.crl().number(5).delta(2).thisUpdate(days(-1)).der(),
          CA.crl().number(6).distributionPoint("http://x/arl", false, true).der());
  private static final List<StoredValue> FOREIGN =
      List.of(
          AuthorityWorld.certificate(STRANGER.certificate()),
          list(list(STRANGER, 4)),
          value(CertificateAttribute.DELTA_REVOCATION_LIST, AuthorityWorld.garbage("delta")),
          value(CertificateAttribute.CA_CERTIFICATE, AuthorityWorld.garbage("certificate")));
  private static final List<StoredValue> OTHERS =
      List.of(
          AuthorityWorld.certificate(UNKNOWN),
          new StoredValue(
              CertificateAttribute.CA_CERTIFICATE, "cACertificate", CA.certificate().der()));

  private interface Law {
    void holds(AuthorityWorld world, AuthorityEntry wanted, DirectoryEntry entry, EntryPlan plan);
  }

  private static void inEveryWorld(Law law) {
    for (int seed = 0; seed < WORLDS; seed++) {
      Random random = new Random(seed);
      AuthorityWorld world = new AuthorityWorld();
      world.mode = random.nextInt(3) == 0 ? Policy.Mode.ADD_ONLY : Policy.Mode.FULL;
      world.unknownGoes = random.nextBoolean();
      world.activeDirectory = random.nextBoolean();
      world.keepsSpellingsApart = !world.activeDirectory && random.nextBoolean();
      world.classes = random.nextBoolean() ? List.of("top") : world.classes;
      AuthorityEntry wanted =
          AuthorityWorld.wanted(
              some(CERTIFICATES, random), some(LISTS, random).toArray(new Der[0]));
      DirectoryEntry entry = world.entry(values(world, random).toArray(new StoredValue[0]));
      law.holds(world, wanted, entry, world.plan(wanted, Optional.of(entry)));
    }
  }

  private static <T> List<T> some(List<T> all, Random random) {
    List<T> some = new ArrayList<>(all);
    some.removeIf(one -> random.nextBoolean());
    Collections.shuffle(some, random);
    return some;
  }

  /** In Active Directory one list at most, as the schema has it. */
  private static List<StoredValue> values(AuthorityWorld world, Random random) {
    List<StoredValue> all = new ArrayList<>(some(FOREIGN, random));
    all.addAll(some(OTHERS, random));
    some(CERTIFICATES, random).forEach(one -> all.add(AuthorityWorld.certificate(one)));
    for (Der one : some(LISTS, random)) {
      all.add(value(attribute(one), one));
    }
    Collections.shuffle(all, random);
    if (!world.activeDirectory) {
      return all;
    }
    List<StoredValue> lists = all.stream().filter(one -> one.attribute() == CRL).toList();
    all.removeAll(lists.subList(0, Math.max(0, lists.size() - 1)));
    if (lists.isEmpty() && random.nextBoolean()) {
      all.add(list(ObjectClasses.PLACEHOLDER));
    }
    return all;
  }

  private static CertificateAttribute attribute(Der list) {
    return switch (AuthorityWorld.read(list).kind()) {
      case COMPLETE -> CRL;
      case AUTHORITIES -> CertificateAttribute.AUTHORITY_REVOCATION_LIST;
      case DELTA -> CertificateAttribute.DELTA_REVOCATION_LIST;
    };
  }

  @Test
  void theSecondPlanIsEmpty() {
    int[] changes = new int[1];
    inEveryWorld(
        (world, wanted, entry, plan) -> {
          changes[0] += plan.change().isPresent() ? 1 : 0;
          DirectoryEntry after = AuthorityWorld.applied(Optional.of(entry), plan);
          assertThat(world.plan(wanted, Optional.of(after)).change()).isEmpty();
        });
    assertThat(changes[0]).isGreaterThan(WORLDS / 2);
  }

  @Test
  void whatIsForeignOrUnreadableSurvives() {
    inEveryWorld(
        (world, wanted, entry, plan) -> {
          DirectoryEntry after = AuthorityWorld.applied(Optional.of(entry), plan);
          assertThat(after.values())
              .containsAll(entry.values().stream().filter(FOREIGN::contains).toList());
        });
  }

  @Test
  void theOrderOfInputsDoesNotMatter() {
    inEveryWorld(
        (world, wanted, entry, plan) -> {
          List<StoredValue> values = new ArrayList<>(entry.values());
          List<Certificate> certificates = new ArrayList<>(wanted.certificates());
          List<RevocationList> lists = new ArrayList<>(wanted.lists());
          Stream.of(values, certificates, lists).forEach(Collections::reverse);
          EntryPlan other =
              world.plan(
                  new AuthorityEntry(wanted.dn(), certificates, lists),
                  values.toArray(new StoredValue[0]));
          assertThat(other.judgements()).isEqualTo(plan.judgements());
          assertThat(AuthorityWorld.applied(Optional.of(entry), other).valuesDigest())
              .isEqualTo(AuthorityWorld.applied(Optional.of(entry), plan).valuesDigest());
        });
  }

  @Test
  void thereIsNeverMoreThanOneListWhereThereIsRoomForOne() {
    inEveryWorld(
        (world, wanted, entry, plan) -> {
          if (world.activeDirectory) {
            assertThat(AuthorityWorld.applied(Optional.of(entry), plan).values(CRL))
                .hasSizeLessThanOrEqualTo(1);
          }
        });
  }

  @Test
  void aListOfOursGoesOnlyWhenANewerOneOfOursStandsThere() {
    inEveryWorld(
        (world, wanted, entry, plan) -> {
          DirectoryEntry after = AuthorityWorld.applied(Optional.of(entry), plan);
          for (CertificateAttribute attribute : CertificateAttribute.AUTHORITIES) {
            boolean had = entry.values(attribute).stream().anyMatch(AuthorityLawsTest::isOurs);
            if (attribute != CertificateAttribute.CA_CERTIFICATE && had) {
              assertThat(after.values(attribute)).anyMatch(AuthorityLawsTest::isOurs);
            }
          }
        });
  }

  private static boolean isOurs(StoredValue value) {
    return LISTS.contains(value.bytes());
  }

  @Test
  void addOnlyTakesNothingAwayButAPlaceholder() {
    inEveryWorld(
        (world, wanted, entry, plan) -> {
          if (world.mode == Policy.Mode.ADD_ONLY) {
            List<StoredValue> had = new ArrayList<>(entry.values());
            had.removeIf(one -> one.bytes().equals(ObjectClasses.PLACEHOLDER));
            assertThat(AuthorityWorld.applied(Optional.of(entry), plan).values()).containsAll(had);
          }
        });
  }
}
