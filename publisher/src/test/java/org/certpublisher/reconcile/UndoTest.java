package org.certpublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.Policy;
import org.certpublisher.plan.State;
import org.certpublisher.reconcile.undo.Undone;
import org.certpublisher.state.StateStore;
import org.certpublisher.testing.TestCa;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run did is taken back value by value, and nothing else is. */
final class UndoTest {
  @TempDir Path temp;
  private Scene scene;

  @BeforeEach
  void scene() {
    scene = new Scene(temp);
  }

  private Map<String, Set<StoredValue>> held() throws Exception {
    Map<String, Set<StoredValue>> all = new TreeMap<>();
    scene.directory.readEntries(entry -> all.put(entry.dn(), new HashSet<>(entry.values())));
    return all;
  }

  private List<Judgement> planned(long number) throws RunException, IOException {
    List<Judgement> lines = new ArrayList<>();
    try (StateStore state = scene.state();
        RunResult result =
            scene
                .reconciler(state)
                .planUndo(Undone.of(state.history(), number, "smime"), scene.request())) {
      result.report().rows().judgements(lines::add);
    }
    return lines;
  }

  @Test
  void aRenewalIsUndoneToTheByteAndASecondUndoHasNothingToDo() throws Exception {
    scene.people(3).apply();
    Map<String, Set<StoredValue>> before = held();
    scene.source.add(scene.ca.issue(Scene.mail(1)));
    scene.apply();
    assertThat(held()).isNotEqualTo(before);
    long run = scene.newest();
    assertThat(Scene.code(scene.undo(run))).isZero();
    assertThat(held()).isEqualTo(before);
    int written = scene.directory.written();
    assertThat(Scene.code(scene.undo(run))).isZero();
    assertThat(scene.directory.written()).isEqualTo(written);
  }

  @Test
  void anUndoIsUndoneLikeAnyRun() throws Exception {
    scene.people(2).apply();
    scene.source.add(scene.ca.issue(Scene.mail(1)));
    scene.apply();
    Map<String, Set<StoredValue>> renewed = held();
    scene.undo(scene.newest());
    scene.undo(scene.newest());
    assertThat(held()).isEqualTo(renewed);
  }

  @Test
  void theGuardHoldsTheUndoOfAFirstPublicationUntilItIsAllowed() throws Exception {
    scene.people(20).apply();
    RunResult held = scene.undo(scene.newest());
    assertThat(Scene.code(held)).isEqualTo(2);
    assertThat(held.report().summary().guard().held()).isTrue();
    assertThat(scene.held(7)).hasSize(1);
    scene.allow = 20;
    assertThat(Scene.code(scene.undo(1))).isZero();
    assertThat(scene.held(7)).isEmpty();
  }

  @Test
  void whatHadExpiredComesBackAndWhatHasExpiredSinceDoesNot() throws Exception {
    scene.people(4);
    Certificate old = scene.certificate(0);
    scene.apply();
    scene.now = old.validity().notAfter().plusSeconds(1);
    scene.allow = 9;
    Map<String, Set<StoredValue>> before = held();
    scene.apply();
    assertThat(scene.held(0)).isEmpty();
    assertThat(Scene.code(scene.undo(scene.newest()))).isZero();
    assertThat(held()).isEqualTo(before);
  }

  @Test
  void whatHasExpiredOrWasRevokedSinceIsNotGivenBack() throws Exception {
    scene.people(4);
    scene.unknownGoes = true;
    scene.apply();
    List<Certificate> all = scene.source.certificates();
    scene.source.remove(all.get(0));
    scene.source.remove(all.get(1));
    scene.allow = 9;
    scene.accept = Set.of("corp");
    scene.apply();
    long run = scene.newest();
    assertThat(scene.held(0)).isEmpty();
    scene.source.add(all.get(0), all.get(1));
    scene.source.revoke(all.get(0), RevocationReason.KEY_COMPROMISE);
    assertThat(planned(run))
        .extracting(Judgement::state, Judgement::action)
        .contains(
            org.assertj.core.groups.Tuple.tuple(State.REVOKED, Action.NONE),
            org.assertj.core.groups.Tuple.tuple(State.MISSING, Action.PUBLISH));
    scene.now = all.get(1).validity().notAfter().plusSeconds(1);
    scene.undo(run);
    assertThat(scene.held(0)).isEmpty();
    assertThat(scene.held(1)).isEmpty();
  }

  @Test
  void anEntryThatWasChangedSinceIsLeftAlone() throws Exception {
    scene.people(3).apply();
    scene.source.add(scene.ca.issue(Scene.mail(1)));
    scene.apply();
    long run = scene.newest();
    scene.source.add(scene.ca.issue(Scene.mail(1)));
    scene.apply();
    Map<String, Set<StoredValue>> before = held();
    assertThat(planned(run))
        .anySatisfy(
            line -> assertThat(line.why()).contains("no longer as run " + run + " left them"));
    scene.undo(run);
    assertThat(held()).isEqualTo(before);
  }

  @Test
  void valuesOfOthersStayWhateverIsUndone() throws Exception {
    scene.people(3).apply();
    scene.source.add(scene.ca.issue(Scene.mail(1)));
    scene.apply();
    Der foreign = TestCa.create("other").issue(Scene.mail(1)).der();
    scene.directory.put(Scene.dn(1), CertificateAttribute.USER_CERTIFICATE, foreign);
    scene.undo(scene.newest());
    assertThat(scene.held(1)).containsExactlyInAnyOrder(foreign, scene.certificate(1).der());
  }

  @Test
  void inModeAddOnlyNothingIsTakenOut() throws Exception {
    scene.mode = Policy.Mode.ADD_ONLY;
    scene.people(2).apply();
    assertThat(planned(1)).extracting(Judgement::action).containsOnly(Action.LEAVE);
    scene.undo(1);
    assertThat(scene.held(0)).hasSize(1);
  }

  @Test
  void theScheduleRestsFromAnUndoOn() throws Exception {
    scene.people(3).apply();
    scene.source.add(scene.ca.issue(Scene.mail(1)));
    scene.apply();
    long run = scene.newest();
    planned(run);
    try (StateStore state = scene.state()) {
      assertThat(state.pause("smime")).isEmpty();
    }
    scene.undo(run);
    try (StateStore state = scene.state()) {
      assertThat(state.pause("smime")).contains(new StateStore.Pause(scene.now, run, "operator"));
      state.resume("smime");
      assertThat(state.pause("smime")).isEmpty();
    }
  }

  @Test
  void anInventoryThatCannotBeReadUndoesNothing() throws Exception {
    scene.people(3).apply();
    scene.source.add(scene.ca.issue(Scene.mail(1)));
    scene.apply();
    scene.source.fail("the disk is gone");
    int written = scene.directory.written();
    assertThat(Scene.code(scene.undo(scene.newest()))).isEqualTo(1);
    assertThat(scene.directory.written()).isEqualTo(written);
  }

  /** A law: after any run, its undo gives back what was there, but for what is revoked. */
  @Test
  void anyRunIsUndoneToTheByte() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("UndoTest -Dseed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    scene.people(12);
    scene.allow = 99;
    scene.unknownGoes = true;
    scene.accept = Set.of("corp");
    scene.apply();
    for (int round = 0; round < 25; round++) {
      for (int event = 0; event < 4; event++) {
        event(random);
      }
      Map<String, Set<StoredValue>> before = held();
      int written = scene.directory.written();
      scene.apply();
      if (scene.directory.written() > written) {
        scene.undo(scene.newest());
        assertThat(held()).as("seed %d, round %d", seed, round).isEqualTo(before);
        scene.apply();
      }
    }
  }

  private void event(SplittableRandom random) {
    int n = random.nextInt(12);
    List<Certificate> all = scene.source.certificates();
    switch (random.nextInt(4)) {
      case 0 -> scene.source.add(scene.ca.issue(Scene.mail(n)));
      case 1 -> all.stream().skip(random.nextInt(12)).findFirst().ifPresent(scene.source::remove);
      case 2 ->
          scene.directory.put(
              Scene.dn(n),
              CertificateAttribute.USER_CERTIFICATE,
              TestCa.create("other" + n).issue(Scene.mail(n)).der());
      default -> scene.now = scene.now.plus(Duration.ofDays(random.nextInt(90)));
    }
  }
}
