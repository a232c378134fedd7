package org.certpublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.Outcome;
import org.certpublisher.testing.TestCa;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SavedPlanTest {
  @TempDir Path temp;
  private Scene scene;
  private Path file;

  @BeforeEach
  void scene() {
    scene = new Scene(temp);
    file = temp.resolve("a.plan");
  }

  private void save() throws RunException {
    scene.planFile = Optional.of(file);
    scene.plan();
    scene.planFile = Optional.empty();
  }

  @Test
  void aSavedPlanIsAppliedAsItIs() throws Exception {
    scene.people(3);
    save();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    scene.source.add(scene.ca.issue(Scene.mail(0)));
    assertThat(Scene.code(scene.applyFile(file))).isZero();
    assertThat(scene.held(0)).containsExactly(scene.certificate(0).der());
    assertThat(scene.directory.written()).isEqualTo(3);
    assertThat(file).exists();
  }

  @Test
  void aPlanThatWasCutIsRefusedAtEveryLength() throws Exception {
    scene.people(2);
    save();
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += Math.max(1, whole.length / 40)) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> scene.applyFile(file)).isInstanceOf(RunException.class);
    }
    assertThat(scene.directory.windows()).isEmpty();
  }

  @Test
  void aPlanThatWasEditedIsRefused() throws Exception {
    scene.people(2);
    save();
    String text = Files.readString(file, StandardCharsets.UTF_8);
    Files.writeString(file, text.replace(Scene.dn(0), Scene.dn(1)));
    assertThatThrownBy(() -> scene.applyFile(file))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("changed after it was written");
    Files.writeString(file, "{}\nno plan");
    assertThatThrownBy(() -> scene.applyFile(file)).isInstanceOf(RunException.class);
    assertThat(scene.directory.windows()).isEmpty();
  }

  @Test
  void anOldPlanIsRefused() throws Exception {
    scene.people(2);
    save();
    scene.now = scene.now.plus(Duration.ofHours(24)).plusSeconds(1);
    assertThatThrownBy(() -> scene.applyFile(file)).hasMessageContaining("24 hours");
    scene.now = scene.now.minus(Duration.ofDays(3));
    assertThatThrownBy(() -> scene.applyFile(file)).hasMessageContaining("24 hours");
  }

  @Test
  void aPlanMadeWithAnotherConfigurationIsRefused() throws Exception {
    scene.people(2);
    save();
    scene.configuration = Sha256.of(new byte[] {2});
    assertThatThrownBy(() -> scene.applyFile(file)).hasMessageContaining("another configuration");
  }

  @Test
  void whatHasSinceBeenRevokedIsNotPublishedAndTheRestIs() throws Exception {
    scene.people(3);
    save();
    scene.source.revoke(scene.certificate(1), RevocationReason.KEY_COMPROMISE);
    RunResult result = scene.applyFile(file);
    assertThat(Scene.code(result)).isEqualTo(2);
    assertThat(result.report().summary().applied())
        .containsEntry(Outcome.Kind.DONE, 2)
        .containsEntry(Outcome.Kind.MOVED, 1);
    assertThat(scene.held(1)).isEmpty();
  }

  @Test
  void aHoldThatHasSinceBeenReleasedIsNotWithdrawn() throws Exception {
    scene.people(3);
    scene.apply();
    scene.source.revoke(scene.certificate(1), RevocationReason.CERTIFICATE_HOLD);
    save();
    scene.source.forgive(scene.certificate(1));
    assertThat(Scene.code(scene.applyFile(file))).isEqualTo(2);
    assertThat(scene.held(1)).hasSize(1);
  }

  @Test
  void anEntryThatMovedSinceIsSkipped() throws Exception {
    scene.people(3);
    save();
    Certificate other = TestCa.create("other").issue(Scene.mail(1));
    scene.directory.put(Scene.dn(1), CertificateAttribute.USER_CERTIFICATE, other.der());
    assertThat(Scene.code(scene.applyFile(file))).isEqualTo(2);
    assertThat(scene.held(1)).containsExactly(other.der());
    assertThat(scene.directory.written()).isEqualTo(2);
  }

  @Test
  void aForgedPlanWithARightChecksumPublishesNothingThatIsNotOurs() throws Exception {
    scene.people(2);
    save();
    Certificate forged = scene.ca.impostor().issue(Scene.mail(0));
    Certificate real = scene.certificate(0);
    forge(
        quoted(real), quoted(forged),
        real.sha256().toString(), forged.sha256().toString());
    assertThat(Scene.code(scene.applyFile(file))).isEqualTo(2);
    assertThat(scene.held(0)).isEmpty();
    assertThat(scene.held(1)).hasSize(1);
  }

  @Test
  void aForgedPlanWithARightChecksumWithdrawsNothingForeign() throws Exception {
    scene.people(2);
    Certificate foreign = TestCa.create("other").issue(Scene.mail(0));
    scene.apply();
    scene.directory.put(Scene.dn(0), CertificateAttribute.USER_CERTIFICATE, foreign.der());
    scene.source.revoke(scene.certificate(0), RevocationReason.KEY_COMPROMISE);
    save();
    Certificate real = scene.certificate(0);
    forge(
        quoted(real), quoted(foreign),
        real.sha256().toString(), foreign.sha256().toString());
    assertThat(Scene.code(scene.applyFile(file))).isEqualTo(2);
    assertThat(scene.held(0)).contains(foreign.der());
  }

  @Test
  void theGuardJudgesTheLossesThatAreInTheFile() throws Exception {
    scene.people(40);
    scene.apply();
    for (int n = 0; n < 20; n++) {
      scene.source.revoke(scene.certificate(n), RevocationReason.UNSPECIFIED);
    }
    save();
    forge("\"loss\":true", "\"loss\":false", "\"losses\":20", "\"losses\":0");
    int before = scene.directory.written();
    RunResult result = scene.applyFile(file);
    assertThat(result.report().summary().guard().held()).isTrue();
    assertThat(scene.directory.written()).isEqualTo(before);
  }

  @Test
  void onlyWhatIsAskedForIsTakenFromASavedPlan() throws Exception {
    scene.people(3);
    save();
    scene.only = new Directory.Only(Directory.Only.Kind.DN, Scene.dn(2));
    scene.applyFile(file);
    assertThat(scene.directory.written()).isEqualTo(1);
    assertThat(scene.held(2)).hasSize(1);
  }

  @Test
  void aFailedSourceLeadsToNoWriteFromASavedPlanEither() throws Exception {
    scene.people(3);
    save();
    scene.source.fail("gone");
    assertThat(Scene.code(scene.applyFile(file))).isEqualTo(1);
    assertThat(scene.directory.windows()).isEmpty();
  }

  private static String quoted(Certificate certificate) {
    return '"' + certificate.der().toBase64() + '"';
  }

  /** Replaces texts in pairs and makes the checksum right again. */
  private void forge(String... pairs) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    for (int i = 0; i < pairs.length; i += 2) {
      text = text.replace(pairs[i], pairs[i + 1]);
    }
    List<String> lines = new ArrayList<>(text.lines().toList());
    String last = lines.remove(lines.size() - 1);
    String body = String.join("\n", lines) + "\n";
    Sha256 digest = Sha256.of(body.getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        file,
        body + last.replaceAll("\"sha256\":\"[0-9a-f]+\"", "\"sha256\":\"" + digest + "\"") + "\n");
  }
}
