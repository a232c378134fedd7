package org.certpublisher.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.plan.Alice.ALICE;
import static org.certpublisher.plan.Alice.EXPIRED;
import static org.certpublisher.plan.Alice.NEW;
import static org.certpublisher.plan.Alice.OLD;
import static org.certpublisher.plan.Alice.alice;
import static org.certpublisher.plan.Alice.assertUntouched;
import static org.certpublisher.plan.Alice.change;
import static org.certpublisher.plan.Alice.judgement;
import static org.certpublisher.plan.Alice.only;
import static org.certpublisher.plan.World.CA;
import static org.certpublisher.plan.World.both;
import static org.certpublisher.plan.World.plain;
import static org.certpublisher.plan.World.smime;
import static org.certpublisher.plan.World.with;

import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.testing.TestKey;
import org.junit.jupiter.api.Test;

/** What comes, and what must not or cannot yet. */
final class PublishTest {
  @Test
  void theMissingIsPublishedInBothAttributes() {
    EntryPlan plan = alice().issued(NEW).plan();
    assertThat(only(plan).state()).isEqualTo(State.MISSING);
    assertThat(only(plan).why()).isEqualTo("valid to 2027-10-25; published to both attributes");
    assertThat(plan.after())
        .extracting(held -> held.description())
        .containsExactly("userCertificate;binary", "userSMIMECertificate");
  }

  @Test
  void whatIsInOneAttributeOnlyIsCompleted() {
    EntryPlan plan = alice(plain(NEW)).issued(NEW).plan();
    assertThat(only(plan).why())
        .isEqualTo("valid to 2027-10-25; published to userSMIMECertificate");
    assertThat(plan.change().orElseThrow().attributes()).hasSize(1);
    assertThat(alice(smime(NEW)).issued(NEW).plan().change().orElseThrow().attributes())
        .extracting(AttributeChange::attribute)
        .containsExactly(CertificateAttribute.USER_CERTIFICATE);
  }

  @Test
  void whatIsThereInBothAttributesIsPublished() {
    EntryPlan plan = alice(both(NEW)).issued(NEW, EXPIRED).plan();
    assertThat(plan.change()).isEmpty();
    assertThat(only(plan).state()).isEqualTo(State.PUBLISHED);
    assertThat(plan.published()).isEqualTo(1);
    assertThat(plan.after()).isEqualTo(plan.before());
  }

  @Test
  void aBareCertificateInTheSecondAttributeIsRewritten() {
    EntryPlan plan = alice(plain(NEW), smime(NEW.der())).issued(NEW).plan();
    AttributeChange change = change(plan, CertificateAttribute.USER_SMIME_CERTIFICATE);
    assertThat(change.withdraw())
        .containsExactly(new AttributeChange.Withdrawal(smime(NEW.der()), NEW.sha256(), false));
    assertThat(change.publish()).hasSize(1);
    assertThat(only(plan).why())
        .isEqualTo("valid to 2027-10-25; rewritten in userSMIMECertificate");
  }

  @Test
  void aValueWithAnotherChainIsRewritten() {
    Der chained = World.ENCODER.encode(NEW.der(), List.of(CA.certificate().der()));
    EntryPlan plan = alice(plain(NEW), smime(chained)).issued(NEW).plan();
    assertThat(change(plan, CertificateAttribute.USER_SMIME_CERTIFICATE).withdraw()).hasSize(1);
    assertThat(plan.change().orElseThrow().losses()).isZero();
  }

  @Test
  void whatHasASelectedTemplateOrPolicyIsPublished() {
    Certificate template = CA.leaf(ALICE).templateName("CorpSMIME").issue();
    Certificate policy = CA.leaf("bob@example.com").policies("1.2.3").issue();
    World world =
        alice()
            .entry("uid=bob", "bob@example.com")
            .issued(template, policy)
            .policy(with(new Policy.Select(List.of("CorpSMIME"), List.of("1.2.3"))));
    for (int i = 0; i < 2; i++) {
      assertThat(only(world.planner().plan(world.entries().get(i))).state())
          .isEqualTo(State.MISSING);
    }
  }

  @Test
  void theNotYetValidWaits() {
    Certificate ahead =
        CA.leaf(ALICE)
            .valid(Instant.parse("2026-12-01T08:00:00Z"), Instant.parse("2027-12-01T08:00:00Z"))
            .issue();
    EntryPlan plan = alice(both(OLD)).issued(OLD, ahead).plan();
    assertThat(plan.change()).isEmpty();
    assertThat(judgement(plan, State.NOT_YET_VALID).why())
        .isEqualTo("valid from 2026-12-01 08:00 UTC; published then");
    assertThat(judgement(plan, State.PUBLISHED).action()).isEqualTo(Action.NONE);
  }

  @Test
  void theSigningOnlyIsUnsuitable() {
    Certificate signing = CA.leaf(ALICE).usage(KeyUsage.digitalSignature).issue();
    EntryPlan plan = alice().issued(signing).plan();
    assertUntouched(plan, State.UNSUITABLE);
    assertThat(only(plan).why()).isEqualTo("its key usage allows signing only; not published");
  }

  @Test
  void aKeyThatCannotEncryptIsUnsuitable() {
    Certificate edwards = CA.leaf(ALICE).key(TestKey.Kind.ED25519).issue();
    assertUntouched(alice().issued(edwards).plan(), State.UNSUITABLE);
  }

  @Test
  void theTooLargeIsUnsuitableAndTheNextBestIsPublished() {
    Certificate large = CA.leaf(ALICE).extension("1.2.3.4", false, new byte[33_000]).issue();
    EntryPlan plan = alice().issued(large, OLD).plan();
    assertThat(judgement(plan, State.UNSUITABLE).why()).contains("32768").endsWith("not published");
    assertThat(judgement(plan, State.MISSING).action()).isEqualTo(Action.PUBLISH);
  }

  @Test
  void theTooLargeForTheSecondAttributeStaysInTheFirstAndBlocksOlderOnes() {
    int room = 32_740 - NEW.der().length();
    Certificate large = CA.leaf(ALICE).extension("1.2.3.4", false, new byte[room]).issue();
    assertThat(large.der().length()).isLessThanOrEqualTo(32_768);
    EntryPlan plan = alice(plain(large)).issued(large, OLD).plan();
    assertThat(plan.change()).isEmpty();
    assertThat(judgement(plan, State.UNSUITABLE).why()).endsWith("left alone while it is valid");
    assertThat(judgement(plan, State.SUPERSEDED).action()).isEqualTo(Action.NONE);
  }
}
