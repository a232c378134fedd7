package org.certpublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Outcome;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.Policy;
import org.certpublisher.plan.State;
import org.certpublisher.source.Severity;
import org.certpublisher.source.SourceFinding;
import org.certpublisher.state.StateStore;
import org.certpublisher.testing.TestCa;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run from the sources to the directory. */
final class ReconcilerTest {
  @TempDir Path temp;
  private Scene scene;

  @BeforeEach
  void scene() {
    scene = new Scene(temp);
  }

  @Test
  void aPlanWritesNothingAndAnApplyWritesWhatWasPlanned() throws RunException {
    scene.people(3);
    RunResult plan = scene.plan();
    assertThat(Scene.code(plan)).isEqualTo(2);
    assertThat(plan.report().summary().figures().publish()).isEqualTo(3);
    assertThat(scene.directory.written()).isZero();

    RunResult applied = scene.apply();
    assertThat(Scene.code(applied)).isZero();
    assertThat(applied.report().summary().applied()).containsEntry(Outcome.Kind.DONE, 3);
    assertThat(applied.report().summary().scope().run()).isEqualTo(1);
    assertThat(scene.held(1)).containsExactly(scene.certificate(1).der());
    assertThat(scene.directory.held(Scene.dn(1), CertificateAttribute.USER_SMIME_CERTIFICATE))
        .hasSize(1);
  }

  @Test
  void aSecondApplyWritesNothing() throws RunException {
    scene.people(3);
    scene.apply();
    RunResult again = scene.apply();
    assertThat(Scene.code(again)).isZero();
    assertThat(scene.directory.windows()).hasSize(1);
    assertThat(Scene.code(scene.plan())).isZero();
  }

  @Test
  void aForeignValueIsNeverTouched() throws RunException {
    scene.people(2);
    Certificate foreign = TestCa.create("other").issue(Scene.mail(0));
    scene.directory.put(Scene.dn(0), CertificateAttribute.USER_CERTIFICATE, foreign.der());
    scene.apply();
    scene.source.revoke(scene.certificate(0), RevocationReason.KEY_COMPROMISE);
    scene.apply();
    assertThat(scene.held(0)).containsExactly(foreign.der());
  }

  @Test
  void aRevokedCertificateGoesAndStaysAwayWhenARestoredCaHasForgotten() throws Exception {
    scene.people(3);
    scene.apply();
    scene.source.revoke(scene.certificate(0), RevocationReason.KEY_COMPROMISE);
    assertThat(Scene.code(scene.apply())).isZero();
    assertThat(scene.held(0)).isEmpty();

    scene.source.forgive(scene.certificate(0));
    List<SourceFinding> findings = new ArrayList<>();
    try (StateStore state = scene.state();
        RunResult result = scene.reconciler(state).apply(scene.request())) {
      result.report().rows().findings(findings::add);
      assertThat(Scene.code(result)).isZero();
      assertThat(result.ending().exitCode(Optional.of(Severity.WARNING))).isEqualTo(2);
    }
    assertThat(findings).extracting(SourceFinding::text).anyMatch(t -> t.contains("valid again"));
    assertThat(scene.held(0)).isEmpty();
  }

  @Test
  void aReleasedHoldIsPublishedAgain() throws RunException {
    scene.people(3);
    scene.apply();
    scene.source.revoke(scene.certificate(0), RevocationReason.CERTIFICATE_HOLD);
    scene.apply();
    assertThat(scene.held(0)).isEmpty();
    scene.source.forgive(scene.certificate(0));
    scene.apply();
    assertThat(scene.held(0)).hasSize(1);
  }

  @Test
  void theGuardHoldsLossesAndLetsAdditionsOut() throws Exception {
    scene.people(40);
    scene.apply();
    for (int n = 0; n < 11; n++) {
      scene.source.revoke(scene.certificate(n), RevocationReason.UNSPECIFIED);
    }
    scene.directory.person(Scene.dn(40), Scene.mail(40));
    scene.source.add(scene.ca.issue(Scene.mail(40)));
    List<Judgement> told = new ArrayList<>();
    List<EntryChange> changes = new ArrayList<>();
    try (StateStore state = scene.state();
        RunResult result = scene.reconciler(state).apply(scene.request())) {
      assertThat(Scene.code(result)).isEqualTo(2);
      assertThat(result.report().summary().guard().held()).isTrue();
      result.report().rows().judgements(told::add);
      result.report().rows().changes((change, why) -> changes.add(change));
    }
    assertThat(told)
        .filteredOn(one -> one.state() == State.REVOKED)
        .hasSize(11)
        .allMatch(one -> one.action() == Action.HELD);
    assertThat(changes).allMatch(change -> change.losses() == 0).isNotEmpty();
    assertThat(scene.held(0)).isNotEmpty();
    assertThat(scene.held(40)).isNotEmpty();

    scene.allow = 11;
    assertThat(Scene.code(scene.apply())).isZero();
    assertThat(scene.held(0)).doesNotContain(scene.certificate(0).der());
  }

  @Test
  void onlyWhatWasAskedForIsChanged() throws RunException {
    scene.people(5);
    scene.only = new Directory.Only(Directory.Only.Kind.ADDRESS, Scene.mail(3));
    RunResult result = scene.apply();
    assertThat(Scene.code(result)).isZero();
    assertThat(result.report().summary().figures().entries()).isEqualTo(1);
    assertThat(scene.directory.written()).isEqualTo(1);
    assertThat(scene.held(3)).hasSize(1);
  }

  @Test
  void theLastOneMayGoWhenOnlyHerEntryWasAskedForAndOthersRemain() throws RunException {
    scene.people(5);
    scene.apply();
    scene.source.revoke(scene.certificate(3), RevocationReason.UNSPECIFIED);
    scene.only = new Directory.Only(Directory.Only.Kind.DN, Scene.dn(3));
    RunResult result = scene.apply();
    assertThat(result.report().summary().guard().held()).isFalse();
    assertThat(scene.held(3)).isEmpty();
  }

  @Test
  void addOnlyNeverWithdraws() throws RunException {
    scene.people(3);
    scene.mode = Policy.Mode.ADD_ONLY;
    scene.apply();
    scene.source.revoke(scene.certificate(0), RevocationReason.UNSPECIFIED);
    assertThat(Scene.code(scene.apply())).isZero();
    assertThat(scene.held(0)).hasSize(1);
  }

  @Test
  void modeReportNeverWritesAndEndsAsAPlanDoes() throws RunException {
    scene.people(3);
    scene.mode = Policy.Mode.REPORT;
    assertThat(Scene.code(scene.apply())).isEqualTo(2);
    assertThat(scene.directory.windows()).isEmpty();
  }

  @Test
  void aPlanThatNobodyAskedToKeepIsGoneWhenItsResultIsClosed() throws RunException {
    scene.people(1);
    assertThat(scene.plan().planFile()).doesNotExist();
    assertThat(scene.apply().planFile()).doesNotExist();
  }
}
