package org.certpublisher.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.cert.Sha256;
import org.certpublisher.testing.TestCa;
import org.junit.jupiter.api.Test;

final class EditionsTest {
  private static final Instant NOON = TestCa.NOW;
  private static final Certificate JANE = TestCa.create("corp").issue("jane@example.com");
  private static final Revocation GOOD = Revocation.good("it");

  private static Edition edition(int list, int number, Instant made) {
    return new Edition(
        Sha256.of(new byte[] {(byte) list}),
        "CRL number " + number,
        number == 0 ? Optional.empty() : Optional.of(BigInteger.valueOf(number)),
        made);
  }

  private record Status(Edition own, boolean isUsable, Revocation said)
      implements RevocationStatus {
    @Override
    public Revocation of(Certificate certificate) {
      return said;
    }

    @Override
    public String describe() {
      return own.name();
    }

    @Override
    public Optional<Edition> edition() {
      return Optional.of(own);
    }

    @Override
    public List<SourceFinding> findings() {
      return List.of();
    }
  }

  private static Status status(Edition own) {
    return new Status(own, true, GOOD);
  }

  @Test
  void theNumberDecidesAndTheDateWhereThereIsNone() {
    Instant later = NOON.plus(Duration.ofHours(1));
    assertThat(edition(1, 6, later).isOlderThan(edition(1, 7, NOON))).isTrue();
    assertThat(edition(1, 7, NOON).isOlderThan(edition(1, 6, later))).isFalse();
    assertThat(edition(1, 7, NOON).isOlderThan(edition(1, 7, later))).isTrue();
    assertThat(edition(1, 7, NOON).isOlderThan(edition(1, 7, NOON))).isFalse();
    assertThat(edition(1, 0, NOON).isOlderThan(edition(1, 7, later))).isTrue();
    assertThat(edition(1, 0, later).isOlderThan(edition(1, 0, NOON))).isFalse();
  }

  @Test
  void anIssueOlderThanTheOneUsedBeforeIsNotUsableAndSaysWhatToDo() {
    Editions editions = new Editions(List.of(edition(1, 7, NOON)));
    Editions.Compared compared =
        editions.compare("corp", List.of(status(edition(1, 6, NOON))), false);
    RevocationStatus found = compared.statuses().get(0);
    assertThat(found.isUsable()).isFalse();
    assertThat(found.of(JANE).status()).isEqualTo(Revocation.Status.UNKNOWN);
    assertThat(found.findings().get(0).severity()).isEqualTo(Severity.ERROR);
    assertThat(found.findings().get(0).text())
        .contains("older than CRL number 7", "used before", "--accept-inventory corp");
    assertThat(editions.toRemember()).isEmpty();
  }

  @Test
  void whatAnOlderIssueRevokesIsRevokedAndWhatItHoldsIsUnknown() {
    Editions editions = new Editions(List.of(edition(1, 7, NOON)));
    for (RevocationReason reason :
        List.of(RevocationReason.SUPERSEDED, RevocationReason.CERTIFICATE_HOLD)) {
      Status old = new Status(edition(1, 6, NOON), true, Revocation.revoked(reason, NOON, "it"));
      assertThat(editions.compare("corp", List.of(old), false).statuses().get(0).of(JANE).status())
          .isEqualTo(
              reason == RevocationReason.SUPERSEDED
                  ? Revocation.Status.REVOKED
                  : Revocation.Status.UNKNOWN);
    }
  }

  @Test
  void ofTwoCopiesTheNewerCountsAloneAndIsRemembered() {
    Editions editions = new Editions(List.of(edition(1, 6, NOON)));
    Status newer = status(edition(1, 7, NOON));
    Editions.Compared compared =
        editions.compare("corp", List.of(status(edition(1, 5, NOON)), newer), false);
    assertThat(compared.statuses()).containsExactly(newer);
    assertThat(compared.findings()).hasSize(1);
    assertThat(compared.findings().get(0).severity()).isEqualTo(Severity.WARNING);
    assertThat(compared.findings().get(0).text()).contains("older than CRL number 7");
    assertThat(editions.toRemember()).containsExactly(newer.own());
  }

  @Test
  void anotherListHasItsOwnNumbersAndAnUnusableOneIsNotRemembered() {
    Editions editions = new Editions(List.of(edition(1, 7, NOON)));
    Status other = status(edition(2, 1, NOON));
    Status stale = new Status(edition(1, 9, NOON), false, GOOD);
    Editions.Compared compared = editions.compare("corp", List.of(other, stale), false);
    assertThat(compared.statuses()).containsExactly(other, stale);
    assertThat(editions.toRemember()).containsExactly(other.own());
  }

  @Test
  void anOperatorCanTakeAnOlderOneAsItIs() {
    Editions editions = new Editions(List.of(edition(1, 7, NOON)));
    Status old = status(edition(1, 6, NOON));
    assertThat(editions.compare("corp", List.of(old), true).statuses()).containsExactly(old);
    assertThat(editions.toRemember()).containsExactly(old.own());
  }
}
