package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cms.CertsOnlyEncoder;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.Outcome;
import org.certpublisher.directory.ldap.LdapDirectory;
import org.certpublisher.directory.ldap.LdapSettings;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.Policy;
import org.certpublisher.reconcile.Progress;
import org.certpublisher.reconcile.Publication;
import org.certpublisher.reconcile.Reconciler;
import org.certpublisher.reconcile.Request;
import org.certpublisher.reconcile.RunException;
import org.certpublisher.reconcile.RunResult;
import org.certpublisher.reconcile.inventory.AuthoritySource;
import org.certpublisher.reconcile.publishing.Limits;
import org.certpublisher.report.Report;
import org.certpublisher.state.StateStore;
import org.certpublisher.state.sql.SqlState;
import org.certpublisher.testing.FakeSource;
import org.certpublisher.testing.TestCa;
import org.jspecify.annotations.Nullable;

/**
 * A CA in memory, a container of a live directory and a state: all that runs of the program work
 * with, and what they brought about, read past the program.
 */
final class Site {
  final TestCa ca = TestCa.create("corp");
  final FakeSource source = new FakeSource();
  Instant now = TestCa.NOW;
  Progress progress = Progress.NONE;
  Policy.Select select = Policy.Select.ALL;
  private final LiveDirectory server;
  private final Function<String, LdapSettings> settings;
  private final String container;
  private final String state;

  /**
   * A site without people.
   *
   * @param settings for an account; their base is the container
   */
  Site(LiveDirectory server, Function<String, LdapSettings> settings, Path folder) {
    this.server = server;
    this.settings = settings;
    this.container = settings.apply(server.publisher()).entries().base();
    this.state = "jdbc:h2:file:" + folder.resolve("state");
  }

  /** What a run said: how it ended, what became of changes that are not done, and its findings. */
  record Said(RunResult result, List<Outcome> open, List<Judgement> judgements) {
    int code() {
      return result.ending().exitCode(Optional.empty());
    }

    int done() {
      return result.report().summary().applied().getOrDefault(Outcome.Kind.DONE, 0);
    }
  }

  /** Adds a person with the mailbox uid@example.com. */
  String person(String uid) {
    return server.person(container, uid);
  }

  /** Adds many, each with a certificate. */
  void persons(List<String> uids) {
    server.persons(container, uids);
    uids.forEach(this::issue);
  }

  /** Issues a certificate to a person and has the source know it. */
  Certificate issue(String uid) {
    return issue(ca.leaf(uid + "@example.com").issue());
  }

  /** Has the source know a certificate. */
  Certificate issue(Certificate certificate) {
    source.add(certificate);
    return certificate;
  }

  Said plan() throws RunException, DirectoryException {
    return run(Reconciler::plan, server.publisher());
  }

  Said apply() throws RunException, DirectoryException {
    return run(Reconciler::apply, server.publisher());
  }

  /** Applies as another account. */
  Said applyAs(String other) throws RunException, DirectoryException {
    return run(Reconciler::apply, other);
  }

  private interface Step {
    RunResult take(Reconciler reconciler, Request request) throws RunException;
  }

  private Said run(Step step, String account) throws RunException, DirectoryException {
    try (Directory directory = LdapDirectory.open(settings.apply(account));
        StateStore store = SqlState.forWriting(state, "test");
        RunResult result =
            step.take(reconciler(directory, store), Request.everything("the test"))) {
      List<Outcome> open = new ArrayList<>();
      List<Judgement> judgements = new ArrayList<>();
      Report.Rows rows = result.report().rows();
      rows.outcomes(one -> open.add(one.outcome()));
      rows.judgements(judgements::add);
      return new Said(result, open, judgements);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Reconciler reconciler(Directory directory, StateStore store) {
    Policy policy =
        new Policy(
            Policy.Mode.FULL,
            CertificateAttribute.PEOPLE,
            select,
            Policy.Keep.NEWEST,
            new Policy.Removal(true, Duration.ZERO, false),
            new Policy.GuardLimits(5, 10));
    Publication publication =
        new Publication(
            "smime",
            List.of(new AuthoritySource(ca.authority(), source, List.of())),
            new Publication.People(new CertsOnlyEncoder()),
            policy,
            Limits.NONE,
            Sha256.of(new byte[] {1}));
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    return new Reconciler(publication, new Reconciler.Around(directory, store, clock, progress));
  }

  /** Adds values as another program does, under this very description. */
  void plant(String uid, String description, byte[]... values) {
    try (LDAPConnection admin = server.admin()) {
      admin.modify(
          server.dn(container, uid), new Modification(ModificationType.ADD, description, values));
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a person's entry holds, under any description, to the byte. */
  People.Held held(String uid) {
    String dn = server.dn(container, uid);
    try (LDAPConnection admin = server.admin()) {
      SearchResultEntry entry =
          admin.getEntry(dn, "userCertificate", "userSMIMECertificate", "objectClass");
      return new People.Held(
          values(entry, "userCertificate"), values(entry, "userSMIMECertificate"));
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<Der> values(@Nullable SearchResultEntry entry, String name) {
    List<Der> values = new ArrayList<>();
    if (entry == null) {
      throw new IllegalStateException("the entry is not there");
    }
    for (Attribute attribute : entry.getAttributes()) {
      if (attribute.getBaseName().equalsIgnoreCase(name)) {
        Arrays.stream(attribute.getValueByteArrays()).map(Der::copyOf).forEach(values::add);
      }
    }
    assertThat(values).as("no value twice").doesNotHaveDuplicates();
    return new HashSet<>(values);
  }

  /** That a person's entry holds these certificates in both attributes, and else only strangers. */
  void assertHolds(String uid, Set<Der> strangers, Certificate... certificates) {
    People.Held held = held(uid);
    Set<Der> expected = new HashSet<>();
    Arrays.stream(certificates).map(Certificate::der).forEach(expected::add);
    Set<Der> plain = new HashSet<>(held.userCertificate());
    Set<Der> smime = new HashSet<>(held.userSmimeCertificate());
    plain.removeAll(strangers);
    smime.removeAll(strangers);
    assertThat(plain).as(uid).isEqualTo(expected);
    assertThat(smime).as(uid).hasSameSizeAs(expected);
    assertThat(new People.Held(Set.of(), smime).smimeLeaves()).as(uid).isEqualTo(expected);
  }
}
