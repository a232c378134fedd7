package org.certpublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.source.SourceFinding;
import org.certpublisher.source.crl.CrlSettings;
import org.certpublisher.source.crl.CrlSource;
import org.certpublisher.state.StateStore;
import org.certpublisher.testing.TestCa;
import org.certpublisher.testing.TestCrl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CRLs whose numbers go back. */
final class OlderCrlTest {
  @TempDir Path temp;
  private Scene scene;

  @BeforeEach
  void scene() {
    scene = new Scene(temp.resolve("scene")).people(2);
    configure("ca.crl");
  }

  private void configure(String name) {
    scene.revocation.add(
        new CrlSource(
            new CrlSettings(temp.resolve(name).toUri(), Optional.empty(), scene.ca.authority())));
  }

  private void write(String name, TestCrl crl) throws IOException {
    Files.write(temp.resolve(name), crl.der().toBytes());
  }

  private TestCrl crl(int number) {
    return scene.ca.crl().number(number);
  }

  private TestCrl revoking(int number) {
    return crl(number)
        .revoke(
            scene.certificate(0),
            RevocationReason.KEY_COMPROMISE,
            TestCa.NOW.minus(Duration.ofDays(1)));
  }

  private List<Der> held(int n) {
    return scene.directory.held(Scene.dn(n), CertificateAttribute.USER_CERTIFICATE);
  }

  private static List<String> findings(RunResult result) {
    List<SourceFinding> all = new ArrayList<>();
    result.report().rows().findings(all::add);
    return all.stream().map(one -> one.where() + ": " + one.text()).toList();
  }

  /** The code of an apply; its findings go to the list. */
  private int apply(List<String> found) throws RunException, IOException {
    try (StateStore state = scene.state();
        RunResult result = scene.reconciler(state).apply(scene.request())) {
      found.addAll(findings(result));
      return Scene.code(result);
    }
  }

  @Test
  void anOlderCrlUnrevokesNothingAndIsToldUntilANewerOneComes() throws Exception {
    write("ca.crl", revoking(7));
    assertThat(apply(new ArrayList<>())).isZero();
    assertThat(held(0)).isEmpty();
    assertThat(held(1)).containsExactly(scene.certificate(1).der());

    write("ca.crl", crl(6));
    List<String> found = new ArrayList<>();
    assertThat(apply(found)).isEqualTo(1);
    assertThat(found).anyMatch(one -> one.contains("number 6") && one.contains("number 7"));
    assertThat(held(0)).isEmpty();
    assertThat(held(1)).containsExactly(scene.certificate(1).der());

    write("ca.crl", crl(8));
    assertThat(apply(new ArrayList<>())).isZero();
    assertThat(held(0)).containsExactly(scene.certificate(0).der());
  }

  @Test
  void anOperatorCanAcceptTheCrlOfARestoredCa() throws Exception {
    write("ca.crl", revoking(7));
    apply(new ArrayList<>());
    write("ca.crl", revoking(3));
    scene.accept = Set.of(scene.ca.authority().name());
    assertThat(apply(new ArrayList<>())).isZero();
    scene.accept = Set.of();
    write("ca.crl", revoking(4));
    assertThat(apply(new ArrayList<>())).isZero();
  }

  @Test
  void aRevocationThatWasCarriedOutStaysWhenTheOlderCrlIsAccepted() throws Exception {
    write("ca.crl", crl(6));
    apply(new ArrayList<>());
    assertThat(held(0)).hasSize(1);
    write("ca.crl", revoking(7));
    scene.allow = 1;
    apply(new ArrayList<>());
    assertThat(held(0)).isEmpty();

    write("ca.crl", crl(6));
    scene.accept = Set.of(scene.ca.authority().name());
    List<String> found = new ArrayList<>();
    apply(found);
    assertThat(held(0)).isEmpty();
    assertThat(found).anyMatch(one -> one.contains("is now valid again; it stays withdrawn"));
  }

  @Test
  void ofTwoCopiesTheNewerCountsAndTheOtherIsTold() throws Exception {
    configure("mirror.crl");
    write("ca.crl", revoking(7));
    write("mirror.crl", crl(6));
    List<String> found = new ArrayList<>();
    assertThat(apply(found)).isZero();
    assertThat(found).anyMatch(one -> one.contains("mirror.crl") && one.contains("counts alone"));
    assertThat(held(0)).isEmpty();
    assertThat(held(1)).hasSize(1);
  }
}
