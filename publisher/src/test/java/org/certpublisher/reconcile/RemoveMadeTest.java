package org.certpublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.plan.Policy;
import org.certpublisher.report.CsvReport;
import org.certpublisher.report.JsonReport;
import org.certpublisher.report.LdifReport;
import org.certpublisher.testing.TestCa;
import org.junit.jupiter.api.Test;

/** Entries that were made go with their last certificate, and no others. */
final class RemoveMadeTest extends MadeEntries {
  private Certificate made() throws RunException {
    Certificate anna = issue("anna@example.com");
    scene.people(1);
    assertThat(applied()).isZero();
    return anna;
  }

  @Test
  void anEntryThatWasMadeGoesWithItsLastCertificateInOneOperation() throws Exception {
    Certificate anna = made();
    Certificate newer = newer();
    scene.source.revoke(anna, RevocationReason.KEY_COMPROMISE);
    assertThat(applied()).isZero();
    assertThat(held(ANNA)).containsExactly(newer.der());
    scene.source.revoke(newer, RevocationReason.KEY_COMPROMISE);
    int before = scene.directory.written();
    assertThat(applied()).isZero();
    assertThat(has(ANNA)).isFalse();
    assertThat(scene.directory.written()).isEqualTo(before + 1);
    assertThat(applied()).isZero();
    assertThat(scene.directory.written()).isEqualTo(before + 1);
  }

  @Test
  void anEntryThatNobodyMadeIsNeverRemoved() throws Exception {
    scene.directory.person(ANNA, "anna@example.com");
    Certificate anna = made();
    scene.source.revoke(anna, RevocationReason.KEY_COMPROMISE);
    assertThat(applied()).isZero();
    assertThat(has(ANNA)).isTrue();
    assertThat(held(ANNA)).isEmpty();
  }

  @Test
  void anEntryToWhichSomebodyAddedAnythingStays() throws Exception {
    Certificate anna = made();
    scene.directory.add(ANNA, "telephoneNumber", "+49 30 1");
    scene.source.revoke(anna, RevocationReason.KEY_COMPROMISE);
    assertThat(Formats.of(scene, new CsvReport())).contains("stays: it was changed since");
    assertThat(applied()).isZero();
    assertThat(has(ANNA)).isTrue();
    assertThat(held(ANNA)).isEmpty();
  }

  @Test
  void anEntryThatHoldsAForeignCertificateStaysWithIt() throws Exception {
    Certificate anna = made();
    Der foreign = TestCa.create("other").issue("anna@example.com").der();
    scene.directory.put(ANNA, CertificateAttribute.USER_CERTIFICATE, foreign);
    scene.source.revoke(anna, RevocationReason.KEY_COMPROMISE);
    assertThat(applied()).isZero();
    assertThat(held(ANNA)).containsExactly(foreign);
  }

  @Test
  void withoutATemplateOrInModeAddOnlyNoEntryIsRemoved() throws Exception {
    Certificate anna = made();
    scene.source.revoke(anna, RevocationReason.KEY_COMPROMISE);
    scene.mode = Policy.Mode.ADD_ONLY;
    assertThat(applied()).isZero();
    assertThat(held(ANNA)).containsExactly(anna.der());
    scene.mode = Policy.Mode.FULL;
    scene.missing = Optional.empty();
    assertThat(applied()).isZero();
    assertThat(has(ANNA)).isTrue();
    assertThat(held(ANNA)).isEmpty();
  }

  @Test
  void theGuardHoldsARemovalAsTheWithdrawalThatItIs() throws Exception {
    Certificate anna = issue("anna@example.com");
    assertThat(applied()).isZero();
    scene.source.revoke(anna, RevocationReason.KEY_COMPROMISE);
    assertThat(applied()).isEqualTo(2);
    assertThat(held(ANNA)).containsExactly(anna.der());
    scene.allow = 1;
    assertThat(applied()).isZero();
    assertThat(has(ANNA)).isFalse();
  }

  @Test
  void aSavedPlanRemovesAnEntryOnlyWhileItIsAsItWasMade() throws Exception {
    Certificate anna = made();
    scene.source.revoke(anna, RevocationReason.KEY_COMPROMISE);
    Path file = temp.resolve("a.plan");
    scene.planFile = Optional.of(file);
    scene.plan();
    scene.planFile = Optional.empty();
    scene.directory.add(ANNA, "telephoneNumber", "+49 30 1");
    assertThat(Scene.code(scene.applyFile(file))).isEqualTo(2);
    assertThat(has(ANNA)).isTrue();
  }

  @Test
  void aRemovalIsToldAndIsADeleteInLdif() throws Exception {
    Certificate anna = made();
    scene.source.revoke(anna, RevocationReason.KEY_COMPROMISE);
    assertThat(Formats.of(scene, new LdifReport()))
        .endsWith("dn: " + ANNA + "\nchangetype: delete\n");
    assertThat(Formats.of(scene, new CsvReport())).contains("; the entry, made for it, is removed");
    assertThat(Formats.of(scene, new JsonReport())).contains("\"removed\": true");
  }
}
