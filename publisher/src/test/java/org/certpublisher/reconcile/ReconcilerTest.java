package org.certpublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Outcome;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.Policy;
import org.certpublisher.plan.State;
import org.certpublisher.reconcile.publishing.Limits;
import org.certpublisher.reconcile.publishing.Publisher;
import org.certpublisher.report.Report;
import org.certpublisher.source.Severity;
import org.certpublisher.source.SourceFinding;
import org.certpublisher.state.StateStore;
import org.certpublisher.testing.TestCa;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReconcilerTest {
  @TempDir Path temp;
  private Scene scene;

  @BeforeEach
  void scene() {
    scene = new Scene(temp);
  }

  private List<Der> held(int n) {
    return scene.directory.held(Scene.dn(n), CertificateAttribute.USER_CERTIFICATE);
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
    assertThat(held(1)).containsExactly(scene.certificate(1).der());
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
    assertThat(held(0)).containsExactly(foreign.der());
  }

  @Test
  void aRevokedCertificateGoesAndStaysAwayWhenARestoredCaHasForgotten() throws Exception {
    scene.people(3);
    scene.apply();
    scene.source.revoke(scene.certificate(0), RevocationReason.KEY_COMPROMISE);
    assertThat(Scene.code(scene.apply())).isZero();
    assertThat(held(0)).isEmpty();

    scene.source.forgive(scene.certificate(0));
    List<SourceFinding> findings = new ArrayList<>();
    try (StateStore state = scene.state();
        RunResult result = scene.reconciler(state).apply(scene.request())) {
      result.report().rows().findings(findings::add);
      assertThat(Scene.code(result)).isZero();
      assertThat(result.ending().exitCode(Optional.of(Severity.WARNING))).isEqualTo(2);
    }
    assertThat(findings).extracting(SourceFinding::text).anyMatch(t -> t.contains("valid again"));
    assertThat(held(0)).isEmpty();
  }

  @Test
  void aReleasedHoldIsPublishedAgain() throws RunException {
    scene.people(3);
    scene.apply();
    scene.source.revoke(scene.certificate(0), RevocationReason.CERTIFICATE_HOLD);
    scene.apply();
    assertThat(held(0)).isEmpty();
    scene.source.forgive(scene.certificate(0));
    scene.apply();
    assertThat(held(0)).hasSize(1);
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
    assertThat(held(0)).isNotEmpty();
    assertThat(held(40)).isNotEmpty();

    scene.allow = 11;
    assertThat(Scene.code(scene.apply())).isZero();
    assertThat(held(0)).doesNotContain(scene.certificate(0).der());
  }

  @Test
  void aFailedSourceLeadsToNoWriteAtAll() throws RunException {
    scene.people(3);
    scene.source.fail("index.txt is not there");
    RunResult result = scene.apply();
    assertThat(Scene.code(result)).isEqualTo(1);
    assertThat(result.ending().failure()).contains("index.txt is not there");
    assertThat(scene.directory.written()).isZero();
    scene.source.recover();
    assertThat(Scene.code(scene.apply())).isZero();
  }

  @Test
  void aShrunkenInventoryLeadsToNoWriteUntilItIsAccepted() throws RunException {
    scene.people(40);
    scene.unknownGoes = true;
    scene.apply();
    for (Certificate gone : scene.source.certificates().subList(20, 40)) {
      scene.source.remove(gone);
    }
    scene.directory.person("uid=new,dc=example", "new@example.com");
    scene.source.add(scene.ca.issue("new@example.com"));
    int before = scene.directory.written();
    RunResult result = scene.apply();
    assertThat(Scene.code(result)).isEqualTo(2);
    assertThat(result.ending().halted()).isTrue();
    assertThat(result.report().summary().inventory().problem()).contains("--accept-inventory corp");
    assertThat(scene.directory.written()).isEqualTo(before);

    scene.accept = Set.of("corp");
    assertThat(scene.apply().ending().halted()).isFalse();
    scene.accept = Set.of();
    assertThat(scene.apply().ending().halted()).isFalse();
  }

  @Test
  void aCertificateThatBecameUnreadableFailsTheInventory() throws RunException {
    scene.people(3);
    scene.apply();
    scene.source.spoil(scene.certificate(1));
    RunResult result = scene.plan();
    assertThat(Scene.code(result)).isEqualTo(1);
    assertThat(result.ending().failure()).contains("cannot be read any more");
  }

  @Test
  void aCertificateThatWasNeverReadableIsAFinding() throws RunException {
    scene.people(3);
    scene.source.spoil(scene.certificate(1));
    assertThat(Scene.code(scene.apply())).isZero();
    assertThat(scene.directory.written()).isEqualTo(2);
    assertThat(Scene.code(scene.apply())).isZero();
  }

  @Test
  void anImpostorInASourceIsAFindingAndIsNotPublished() throws RunException {
    scene.people(1);
    scene.source.add(scene.ca.impostor().issue(Scene.mail(0)));
    RunResult result = scene.apply();
    assertThat(result.ending().exitCode(Optional.of(Severity.WARNING))).isEqualTo(2);
    assertThat(held(0)).containsExactly(scene.certificate(0).der());
  }

  @Test
  void onlyWhatWasAskedForIsChanged() throws RunException {
    scene.people(5);
    scene.only = new Directory.Only(Directory.Only.Kind.ADDRESS, Scene.mail(3));
    RunResult result = scene.apply();
    assertThat(Scene.code(result)).isZero();
    assertThat(result.report().summary().figures().entries()).isEqualTo(1);
    assertThat(scene.directory.written()).isEqualTo(1);
    assertThat(held(3)).hasSize(1);
  }

  @Test
  void theLastOneMayGoWhenOnlyHerEntryWasAskedForAndOthersRemain() throws RunException {
    scene.people(5);
    scene.apply();
    scene.source.revoke(scene.certificate(3), RevocationReason.UNSPECIFIED);
    scene.only = new Directory.Only(Directory.Only.Kind.DN, Scene.dn(3));
    RunResult result = scene.apply();
    assertThat(result.report().summary().guard().held()).isFalse();
    assertThat(held(3)).isEmpty();
  }

  @Test
  void aLimitLeavesTheRestToTheNextRun() throws RunException {
    scene.people(5);
    scene.limits = new Limits(3, 1000);
    assertThat(Scene.code(scene.apply())).isEqualTo(2);
    assertThat(scene.directory.written()).isEqualTo(3);
    assertThat(Scene.code(scene.apply())).isZero();
    assertThat(scene.directory.written()).isEqualTo(5);
  }

  @Test
  void anEntryThatMovedIsToldAndPlannedAgain() throws RunException {
    scene.people(3);
    scene.directory.beforeWindow(
        window -> {
          scene.directory.put(
              Scene.dn(1),
              CertificateAttribute.USER_CERTIFICATE,
              TestCa.create("other").issue(Scene.mail(1)).der());
          scene.directory.beforeWindow(again -> {});
        });
    RunResult result = scene.apply();
    assertThat(Scene.code(result)).isEqualTo(2);
    assertThat(result.report().summary().applied())
        .containsEntry(Outcome.Kind.MOVED, 1)
        .containsEntry(Outcome.Kind.DONE, 2);
    assertThat(Scene.code(scene.apply())).isZero();
    assertThat(held(1)).hasSize(2);
  }

  @Test
  void aRefusedEntryChangesTheExitCodeOnceAndIsTriedAgainAfterADay() throws RunException {
    scene.people(2);
    int[] asked = {0};
    scene.directory.answering(
        change -> {
          if (change.dn().equals(Scene.dn(1))) {
            asked[0]++;
            return Optional.of(new Outcome(Outcome.Kind.NOT_PERMITTED, "grant it"));
          }
          return Optional.empty();
        });
    assertThat(Scene.code(scene.apply())).isEqualTo(2);
    RunResult second = scene.apply();
    assertThat(Scene.code(second)).isZero();
    assertThat(second.report().summary().figures().states()).containsEntry(State.NOT_PERMITTED, 1);
    assertThat(asked[0]).isEqualTo(1);
    scene.now = scene.now.plus(Duration.ofHours(25));
    assertThat(Scene.code(scene.plan())).isZero();
    assertThat(Scene.code(scene.apply())).isZero();
    assertThat(asked[0]).isEqualTo(2);
    scene.now = scene.now.plus(Duration.ofHours(25));
    scene.directory.answering(change -> Optional.empty());
    assertThat(Scene.code(scene.apply())).isZero();
    assertThat(held(1)).hasSize(1);
  }

  @Test
  void aFailedChangeDoesNotHideTheOthers() throws Exception {
    scene.people(3);
    scene.directory.answering(
        change ->
            change.dn().equals(Scene.dn(0))
                ? Optional.of(new Outcome(Outcome.Kind.FAILED, "no"))
                : Optional.empty());
    List<Report.EntryOutcome> open = new ArrayList<>();
    try (StateStore state = scene.state();
        RunResult result = scene.reconciler(state).apply(scene.request())) {
      assertThat(Scene.code(result)).isEqualTo(2);
      result.report().rows().outcomes(open::add);
    }
    assertThat(open).extracting(Report.EntryOutcome::dn).containsExactly(Scene.dn(0));
    assertThat(scene.directory.written()).isEqualTo(2);
  }

  @Test
  void aDirectoryThatIsLostWhileItIsReadEndsTheRunBeforeAnythingIsWritten() {
    scene.people(3);
    scene.directory.loseAfterEntries(2);
    assertThatThrownBy(() -> scene.apply())
        .isInstanceOf(RunException.class)
        .hasMessageContaining("lost");
    assertThat(scene.directory.written()).isZero();
    assertThat(scene.directory.windows()).isEmpty();
  }

  @Test
  void aDirectoryThatIsLostInMidRunIsSettledByTheNext() throws RunException {
    scene.people(600);
    scene.directory.loseAfterChanges(300);
    RunResult lost = scene.apply();
    assertThat(Scene.code(lost)).isEqualTo(1);
    assertThat(lost.ending().failure()).contains("lost");
    try (StateStore state = scene.state()) {
      assertThat(state.unsettled("smime")).hasSize(256);
    }
    scene.directory.loseAfterChanges(Integer.MAX_VALUE);
    assertThat(Scene.code(scene.apply())).isZero();
    assertThat(scene.directory.written()).isEqualTo(600);
    try (StateStore state = scene.state()) {
      assertThat(state.unsettled("smime")).isEmpty();
    }
  }

  @Test
  void aStopFinishesTheWindowThatIsBeingSent() throws Exception {
    scene.people(600);
    try (StateStore state = scene.state()) {
      Reconciler reconciler = scene.reconciler(state);
      scene.directory.beforeWindow(window -> reconciler.stop());
      try (RunResult result = reconciler.apply(scene.request())) {
        assertThat(Scene.code(result)).isEqualTo(1);
        assertThat(result.ending().failure()).contains("signal");
      }
      assertThat(scene.directory.written()).isEqualTo(Publisher.WINDOW);
      assertThat(state.unsettled("smime")).isEmpty();
    }
  }

  @Test
  void aWindowIsDurableBeforeItIsSent() throws Exception {
    scene.people(600);
    try (StateStore state = scene.state()) {
      scene.directory.beforeWindow(
          window ->
              assertThat(state.unsettled("smime"))
                  .extracting(StateStore.OpenChange::dn)
                  .containsAll(window.stream().map(EntryChange::dn).toList()));
      scene.reconciler(state).apply(scene.request()).close();
      assertThat(scene.directory.windows()).hasSize(3);
    }
  }

  @Test
  void addOnlyNeverWithdraws() throws RunException {
    scene.people(3);
    scene.mode = Policy.Mode.ADD_ONLY;
    scene.apply();
    scene.source.revoke(scene.certificate(0), RevocationReason.UNSPECIFIED);
    assertThat(Scene.code(scene.apply())).isZero();
    assertThat(held(0)).hasSize(1);
  }

  @Test
  void modeReportNeverWritesAndEndsAsAPlanDoes() throws RunException {
    scene.people(3);
    scene.mode = Policy.Mode.REPORT;
    assertThat(Scene.code(scene.apply())).isEqualTo(2);
    assertThat(scene.directory.windows()).isEmpty();
  }

  @Test
  void anUnknownAuthorityToAcceptIsNamedWithThoseThereAre() {
    scene.accept = Set.of("nobody");
    assertThatThrownBy(() -> scene.apply()).hasMessageContaining("corp");
  }

  @Test
  void aPlanThatNobodyAskedToKeepIsGoneWhenItsResultIsClosed() throws RunException {
    scene.people(1);
    assertThat(scene.plan().planFile()).doesNotExist();
    assertThat(scene.apply().planFile()).doesNotExist();
  }
}
