package org.certpublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.EntryLimits;
import org.certpublisher.directory.Outcome;
import org.certpublisher.plan.State;
import org.certpublisher.reconcile.publishing.Limits;
import org.certpublisher.reconcile.publishing.Publisher;
import org.certpublisher.report.Report;
import org.certpublisher.state.StateStore;
import org.certpublisher.testing.TestCa;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of changes that are sent, refused, lost or left. */
final class PublishingTest {
  @TempDir Path temp;
  private Scene scene;

  @BeforeEach
  void scene() {
    scene = new Scene(temp);
  }

  @Test
  void aLimitLeavesTheRestToTheNextRun() throws RunException {
    scene.people(5);
    scene.limits = new Limits(3, 1000, EntryLimits.NONE);
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
    assertThat(scene.held(1)).hasSize(2);
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
    assertThat(scene.held(1)).hasSize(1);
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
}
