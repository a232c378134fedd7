package org.certpublisher.reconcile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cms.CertsOnlyEncoder;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Directory;
import org.certpublisher.plan.Policy;
import org.certpublisher.plan.creation.Template;
import org.certpublisher.reconcile.inventory.AuthoritySource;
import org.certpublisher.reconcile.publishing.Limits;
import org.certpublisher.source.RevocationSource;
import org.certpublisher.state.StateStore;
import org.certpublisher.state.sql.SqlState;
import org.certpublisher.testing.FakeDirectory;
import org.certpublisher.testing.FakeSource;
import org.certpublisher.testing.TestCa;

/** One CA, one directory and one state, and runs on them. */
final class Scene {
  final TestCa ca = TestCa.create("corp");
  final FakeSource source = new FakeSource();
  FakeDirectory directory = new FakeDirectory();
  final List<RevocationSource> revocation = new ArrayList<>();
  Policy.Mode mode = Policy.Mode.FULL;
  Limits limits = Limits.NONE;
  Sha256 configuration = Sha256.of(new byte[] {1});
  Instant now = TestCa.NOW;
  Directory.Only only = new Directory.Only(Directory.Only.Kind.DN, "");
  int allow;
  Set<String> accept = Set.of();
  Optional<Path> planFile = Optional.empty();
  boolean unknownGoes;
  Optional<Template> missing = Optional.empty();
  private final String url;

  Scene(Path folder) {
    this.url = "jdbc:h2:file:" + folder.resolve("state");
  }

  static String dn(int n) {
    return "uid=p" + n + ",dc=example";
  }

  static String mail(int n) {
    return "p" + n + "@example.com";
  }

  /** So many people, each with an entry and a certificate. */
  Scene people(int count) {
    for (int n = 0; n < count; n++) {
      directory.person(dn(n), mail(n));
      source.add(ca.issue(mail(n)));
    }
    return this;
  }

  Certificate certificate(int n) {
    return source.certificates().get(n);
  }

  /** What the entry holds in userCertificate. */
  List<Der> held(int n) {
    return directory.held(dn(n), CertificateAttribute.USER_CERTIFICATE);
  }

  StateStore state() {
    return SqlState.forWriting(url, "test");
  }

  private Policy policy() {
    return new Policy(
        mode,
        CertificateAttribute.PEOPLE,
        Policy.Select.ALL,
        Policy.Keep.NEWEST,
        new Policy.Removal(true, Duration.ZERO, unknownGoes),
        new Policy.GuardLimits(5, 10));
  }

  Reconciler reconciler(StateStore state) {
    AuthoritySource authority = new AuthoritySource(ca.authority(), source, revocation);
    Publication publication =
        new Publication(
            "smime",
            List.of(authority),
            new Publication.People(new CertsOnlyEncoder(), missing),
            policy(),
            limits,
            configuration);
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    return new Reconciler(
        publication, new Reconciler.Around(directory, state, clock, Progress.NONE));
  }

  Request request() {
    Optional<Directory.Only> asked = only.text().isEmpty() ? Optional.empty() : Optional.of(only);
    return new Request(asked, allow, accept, planFile, "operator");
  }

  /** A run; its report's rows are gone when it returns. */
  RunResult run(Step step) throws RunException {
    try (StateStore state = state();
        RunResult result = step.take(reconciler(state))) {
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RunResult plan() throws RunException {
    return run(reconciler -> reconciler.plan(request()));
  }

  RunResult apply() throws RunException {
    return run(reconciler -> reconciler.apply(request()));
  }

  RunResult applyFile(Path plan) throws RunException {
    return run(reconciler -> reconciler.apply(plan, request()));
  }

  RunResult undo(long number) throws RunException {
    return run(reconciler -> reconciler.undo(number, request()));
  }

  /** The number of the newest run. */
  long newest() {
    List<Long> numbers = new ArrayList<>();
    try (StateStore state = state()) {
      state.history().runs(run -> numbers.add(run.number()));
    }
    return numbers.get(0);
  }

  static int code(RunResult result) {
    return result.ending().exitCode(Optional.empty());
  }

  interface Step {
    RunResult take(Reconciler reconciler) throws RunException;
  }
}
