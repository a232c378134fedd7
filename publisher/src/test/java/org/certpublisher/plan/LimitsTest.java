package org.certpublisher.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.plan.Alice.ALICE;
import static org.certpublisher.plan.Alice.GARBAGE;
import static org.certpublisher.plan.Alice.NEW;
import static org.certpublisher.plan.Alice.OLD;
import static org.certpublisher.plan.Alice.alice;
import static org.certpublisher.plan.Alice.assertUntouched;
import static org.certpublisher.plan.Alice.assertWithdrawnFromBoth;
import static org.certpublisher.plan.Alice.change;
import static org.certpublisher.plan.Alice.judgement;
import static org.certpublisher.plan.Alice.only;
import static org.certpublisher.plan.Alice.revoked;
import static org.certpublisher.plan.World.both;
import static org.certpublisher.plan.World.plain;
import static org.certpublisher.plan.World.with;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.IntStream;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.EntryLimits;
import org.certpublisher.directory.EntryLimits.Limit;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.source.Severity;
import org.certpublisher.testing.TestCa;
import org.junit.jupiter.api.Test;

/** How much an entry may hold. */
final class LimitsTest {
  private static final Certificate FOREIGN = TestCa.create("elsewhere").issue(ALICE);

  private static Limit stop(int most) {
    return new Limit(Optional.empty(), Optional.of(most), "");
  }

  private static EntryLimits values(int most) {
    return new EntryLimits(stop(most), Limit.NONE, Limit.NONE);
  }

  private static World limited(World world, EntryLimits limits) {
    world.limits = limits;
    return world;
  }

  @Test
  void anEntryDoesNotGrowOverAStopLimitAndForeignValuesCount() {
    World world = limited(alice(both(FOREIGN)).issued(NEW), values(1));
    assertUntouched(world.plan(), State.UNSUITABLE);
    Judgement line = judgement(world.plan(), State.UNSUITABLE);
    assertThat(line.severity()).isEqualTo(Severity.WARNING);
    assertThat(line.why())
        .isEqualTo("userCertificate would have 2 values, more than 1; not published");
    assertThat(limited(world, values(2)).plan().change()).isPresent();
  }

  @Test
  void bytesAndTheValuesOfBothAttributesAreLimitedToo() {
    World world = alice(plain(GARBAGE)).issued(NEW);
    int bytes = GARBAGE.length() + NEW.der().length();
    EntryLimits tight = new EntryLimits(Limit.NONE, stop(bytes - 1), Limit.NONE);
    assertThat(judgement(limited(world, tight).plan(), State.UNSUITABLE).why())
        .startsWith("userCertificate would have ");
    EntryLimits together = new EntryLimits(Limit.NONE, Limit.NONE, stop(2));
    assertThat(judgement(limited(world, together).plan(), State.UNSUITABLE).why())
        .isEqualTo("the entry would have 3 certificate values, more than 2; not published");
  }

  @Test
  void aSuccessorTakesThePlaceOfItsPredecessorInAnEntryThatIsOverTheLimit() {
    EntryPlan plan = limited(alice(both(FOREIGN, OLD)).issued(OLD, NEW), values(1)).plan();
    assertThat(judgement(plan, State.MISSING).action()).isEqualTo(Action.PUBLISH);
    assertThat(judgement(plan, State.SUPERSEDED).action()).isEqualTo(Action.WITHDRAW);
  }

  @Test
  void whatIsRevokedGoesWhateverTheLimit() {
    EntryPlan plan = limited(alice(both(FOREIGN, OLD)).issued(OLD, revoked()), values(1)).plan();
    assertWithdrawnFromBoth(plan, State.REVOKED);
  }

  @Test
  void theOneThatIsPreferredTheLeastStaysOut() {
    EntryPlan plan =
        limited(
                alice(both(FOREIGN)).issued(OLD, NEW).policy(with(Policy.Keep.ALL_VALID)),
                values(2))
            .plan();
    assertThat(change(plan, CertificateAttribute.USER_CERTIFICATE).publish())
        .extracting(come -> come.certificate())
        .containsExactly(NEW.sha256());
    assertThat(judgement(plan, State.UNSUITABLE).subject().serialNumber())
        .isEqualTo(OLD.summary().serialHex());
  }

  @Test
  void oneThatCannotBeCompletedStaysAndNothingOlderIsWrittenBesideIt() {
    EntryPlan plan = limited(alice(plain(NEW)).issued(OLD, NEW), together(1)).plan();
    assertThat(plan.change()).isEmpty();
    assertThat(judgement(plan, State.UNSUITABLE).why()).endsWith("more than 1; left as it is");
    assertThat(judgement(plan, State.SUPERSEDED).action()).isEqualTo(Action.NONE);
  }

  private static EntryLimits together(int most) {
    return new EntryLimits(Limit.NONE, Limit.NONE, stop(most));
  }

  @Test
  void inActiveDirectorySixteenValuesAreAFindingAndFifteenAreNone() {
    World fifteen = limited(alice(garbage(14)).issued(NEW), EntryLimits.ACTIVE_DIRECTORY);
    assertThat(judgement(fifteen.plan(), State.MISSING).severity()).isEqualTo(Severity.INFO);
    World sixteen = limited(alice(garbage(15)).issued(NEW), EntryLimits.ACTIVE_DIRECTORY);
    Judgement line = judgement(sixteen.plan(), State.MISSING);
    assertThat(line.action()).isEqualTo(Action.PUBLISH);
    assertThat(line.severity()).isEqualTo(Severity.WARNING);
    assertThat(line.why())
        .endsWith(
            "; note: userCertificate has 16 values, more than 15: Entra Connect exports no such"
                + " entry");
  }

  @Test
  void inActiveDirectoryAnEntryOfTwelveHundredValuesIsFull() {
    World full = limited(alice(garbage(1199)).issued(NEW), EntryLimits.ACTIVE_DIRECTORY);
    assertThat(judgement(full.plan(), State.UNSUITABLE).why())
        .contains("would have 1,201 certificate values, more than 1,200");
    assertThat(full.plan().change()).isEmpty();
  }

  private static StoredValue[] garbage(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> plain(Der.wrap(("garbage " + i).getBytes(StandardCharsets.UTF_8))))
        .toArray(StoredValue[]::new);
  }

  @Test
  void whatAPublicationSaysGoesBeforeWhatSuitsTheDirectory() {
    EntryLimits own =
        new EntryLimits(new Limit(Optional.of(20), Optional.empty(), ""), Limit.NONE, stop(0));
    EntryLimits merged = own.or(EntryLimits.ACTIVE_DIRECTORY);
    assertThat(merged.values().warn()).contains(20);
    assertThat(merged.bytes()).isEqualTo(EntryLimits.ACTIVE_DIRECTORY.bytes());
    World full = limited(alice(garbage(1199)).issued(NEW), merged);
    assertThat(judgement(full.plan(), State.MISSING).action()).isEqualTo(Action.PUBLISH);
  }

  @Test
  void withoutALimitNothingIsSaid() {
    assertThat(only(alice().issued(NEW).plan()).why()).doesNotContain("values");
  }
}
