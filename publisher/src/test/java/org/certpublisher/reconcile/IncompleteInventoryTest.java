package org.certpublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.certpublisher.cert.Certificate;
import org.certpublisher.source.Severity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is written when the inventory is not all there. */
final class IncompleteInventoryTest {
  @TempDir Path temp;
  private Scene scene;

  @BeforeEach
  void scene() {
    scene = new Scene(temp);
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
    assertThat(scene.held(0)).containsExactly(scene.certificate(0).der());
  }

  @Test
  void anUnknownAuthorityToAcceptIsNamedWithThoseThereAre() {
    scene.accept = Set.of("nobody");
    assertThatThrownBy(() -> scene.apply()).hasMessageContaining("corp");
  }
}
