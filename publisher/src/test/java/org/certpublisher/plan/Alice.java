package org.certpublisher.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.plan.World.CA;
import static org.certpublisher.plan.World.NOW;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.StoredValue;

/** An entry with one mailbox, certificates for it, and what is said of its plan. */
final class Alice {
  static final String ALICE = "alice@example.com";
  static final Certificate OLD =
      CA.leaf(ALICE).valid(NOW.minus(Duration.ofDays(300)), NOW.plus(Duration.ofDays(65))).issue();
  static final Certificate NEW = CA.issue(ALICE);
  static final Certificate EXPIRED =
      CA.leaf(ALICE).valid(NOW.minus(Duration.ofDays(400)), NOW.minus(Duration.ofDays(4))).issue();
  static final Der GARBAGE = Der.wrap("garbage".getBytes(StandardCharsets.UTF_8));

  private Alice() {}

  static Revocation revoked() {
    return Revocation.revoked(
        RevocationReason.KEY_COMPROMISE,
        Instant.parse("2026-11-20T10:00:00Z"),
        "index.txt line 12");
  }

  static World alice(StoredValue... values) {
    return new World().entry("uid=alice", ALICE, values);
  }

  static Judgement only(EntryPlan plan) {
    assertThat(plan.judgements()).hasSize(1);
    return plan.judgements().get(0);
  }

  static Judgement judgement(EntryPlan plan, State state) {
    return plan.judgements().stream()
        .filter(one -> one.state() == state)
        .findFirst()
        .orElseThrow(() -> new AssertionError(plan.judgements()));
  }

  static AttributeChange change(EntryPlan plan, CertificateAttribute attribute) {
    return plan.change().orElseThrow().attributes().stream()
        .filter(one -> one.attribute() == attribute)
        .findFirst()
        .orElseThrow();
  }

  static void assertUntouched(EntryPlan plan, State state) {
    assertThat(plan.change()).isEmpty();
    assertThat(judgement(plan, state).action()).isEqualTo(Action.NONE);
  }

  static void assertWithdrawnFromBoth(EntryPlan plan, State state) {
    assertThat(judgement(plan, state).action()).isEqualTo(Action.WITHDRAW);
    for (CertificateAttribute attribute : CertificateAttribute.PEOPLE) {
      assertThat(change(plan, attribute).withdraw()).hasSize(1);
    }
  }
}
