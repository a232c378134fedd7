package org.certpublisher.reconcile.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.cert.Sha256;
import org.certpublisher.source.Inventory;
import org.certpublisher.source.Issued;
import org.certpublisher.testing.TestCa;
import org.junit.jupiter.api.Test;

/** The digest by which a plan names the inventory that it was made with. */
final class InventoryDigestTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final Revocation GOOD = Revocation.good("index.txt");
  private static final Revocation REVOKED =
      Revocation.revoked(RevocationReason.KEY_COMPROMISE, NOW, "index.txt");

  private final TestCa ca = TestCa.create("corp-ca");
  private final Certificate anna = ca.issue("anna@example.com");
  private final Certificate ben = ca.issue("ben@example.com");

  private static Issued issued(Certificate certificate, Revocation revocation) {
    return new Issued(certificate.summary(), "corp", revocation, certificate::der);
  }

  private static Sha256 digest(Issued... all) {
    return digest(List.of(all));
  }

  private static Sha256 digest(List<Issued> all) {
    return InventoryReader.digest(
        new Inventory(Inventory.Completeness.COMPLETE, NOW, all, List.of()));
  }

  @Test
  void isTheSameInAnyOrder() {
    List<Issued> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(issued(ca.issue("u" + i + "@example.com"), i % 3 == 0 ? REVOKED : GOOD));
    }
    Sha256 before = digest(all);
    Collections.reverse(all);
    assertThat(digest(all)).isEqualTo(before);
  }

  @Test
  void isAnotherWhenACertificateComesGoesOrChangesItsStatus() {
    assertThat(
            List.of(
                digest(),
                digest(issued(anna, GOOD)),
                digest(issued(ben, GOOD)),
                digest(issued(anna, REVOKED)),
                digest(issued(anna, GOOD), issued(ben, GOOD)),
                digest(issued(anna, REVOKED), issued(ben, GOOD)),
                digest(issued(anna, GOOD), issued(ben, REVOKED)),
                digest(issued(anna, REVOKED), issued(ben, REVOKED))))
        .doesNotHaveDuplicates();
  }
}
