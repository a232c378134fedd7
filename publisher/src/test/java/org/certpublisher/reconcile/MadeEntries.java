package org.certpublisher.reconcile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.plan.State;
import org.certpublisher.plan.creation.Template;
import org.certpublisher.report.ReportFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A directory whose publication makes entries. */
abstract class MadeEntries {
  static final String BASE = "ou=Directory,dc=example";
  static final String ANNA = "mail=anna@example.com," + BASE;

  @TempDir Path temp;
  Scene scene;

  @BeforeEach
  void makeScene() {
    scene = new Scene(temp);
    scene.missing = Optional.of(new Template(Template.Kind.INET_ORG_PERSON, BASE));
  }

  Certificate issue(String... mailboxes) {
    Certificate certificate = scene.ca.issue(mailboxes);
    scene.source.add(certificate);
    return certificate;
  }

  List<Der> held(String dn) {
    return scene.directory.held(dn, CertificateAttribute.USER_CERTIFICATE);
  }

  boolean has(String dn) {
    return scene.directory.read(dn).isPresent();
  }

  Certificate newer() {
    Certificate newer =
        scene
            .ca
            .leaf("anna@example.com")
            .valid(scene.now.minus(Duration.ofDays(1)), scene.now.plus(Duration.ofDays(300)))
            .issue();
    scene.source.add(newer);
    return newer;
  }

  int applied() throws RunException {
    return Scene.code(scene.apply());
  }

  int count(State state) throws RunException {
    return scene.plan().report().summary().figures().states().getOrDefault(state, 0);
  }

  EntryChange sent() {
    return scene.directory.windows().get(0).get(0);
  }

  static Directory.Only address(String text) {
    return new Directory.Only(Directory.Only.Kind.ADDRESS, text);
  }

  /** A plan as a report. */
  static final class Formats {
    static String of(Scene scene, ReportFormat format) throws RunException, IOException {
      StringBuilder text = new StringBuilder();
      scene.run(
          reconciler -> {
            RunResult result = reconciler.plan(scene.request());
            try {
              format.write(result.report(), text);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            return result;
          });
      return text.toString();
    }
  }
}
