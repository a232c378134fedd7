package org.certpublisher.cli.check;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cli.command.Exit;
import org.certpublisher.cli.command.Failures;
import org.certpublisher.cli.command.Session;
import org.certpublisher.config.AuthoritySettings;
import org.certpublisher.config.Configuration;
import org.certpublisher.config.DirectorySettings;
import org.certpublisher.config.PublicationSettings;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryDescription;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.Fact;
import org.certpublisher.plan.Policy;
import org.certpublisher.source.CertificateSource;
import org.certpublisher.source.DerLocation;
import org.certpublisher.source.RevocationSource;
import org.certpublisher.source.RevocationStatus;
import org.certpublisher.source.Severity;
import org.certpublisher.source.SourceException;
import org.certpublisher.source.SourceFinding;
import org.certpublisher.state.StateException;

/** The single checks; none of them ends the others. */
final class Checks {
  private static final int FINDINGS = 5;
  private static final Duration SOON = Duration.ofDays(60);

  private final Session session;
  private final CheckLines lines;
  private final Clock clock;

  Checks(Session session, CheckLines lines) {
    this.session = session;
    this.lines = lines;
    this.clock = session.clock();
  }

  int exitCode() {
    return lines.count(CheckLines.Mark.FAIL) > 0
        ? Exit.FAILED
        : lines.count(CheckLines.Mark.WARN) > 0 ? Exit.PENDING : Exit.DONE;
  }

  void configuration(Configuration configuration, Path file) {
    lines.ok("configuration: " + file);
    configuration.warnings().forEach(lines::warn);
    configuration.publications().stream()
        .filter(one -> one.policy().mode() == Policy.Mode.REPORT)
        .forEach(one -> lines.ok("publication " + one.name() + ": mode report, never writes"));
  }

  void state(Configuration configuration) {
    String url = configuration.state().url();
    try {
      session.wiring().tryState(configuration);
      lines.ok("state: " + url);
    } catch (StateException e) {
      lines.fail("state: " + Failures.chain(e));
    }
  }

  void authority(AuthoritySettings settings) {
    Instant now = clock.instant();
    String name = "authority " + settings.name() + ": ";
    for (Certificate ca : settings.authority().certificates()) {
      String subject = ca.subject().text();
      Instant end = ca.validity().notAfter();
      if (ca.validity().isOver(now, Duration.ZERO)) {
        lines.warn(name + "CA " + subject + " expired on " + end + "; add its successor");
      } else if (end.isBefore(now.plus(SOON))) {
        lines.warn(name + "CA " + subject + " expires on " + end + "; add its successor in time");
      } else {
        lines.ok(name + "CA " + subject + ", valid until " + end);
      }
    }
    source(name, session.wiring().source(settings));
    for (RevocationSource source : session.wiring().revocation(settings)) {
      revocation(name, source.read(now));
    }
  }

  private void source(String name, CertificateSource source) {
    Counting counting = new Counting(name);
    try {
      source.read(counting);
      int certificates = counting.certificates.get();
      String text = name + source.describe() + ": " + certificates + " certificates";
      if (certificates == 0) {
        lines.warn(text + "; is this the right place?");
      } else {
        lines.ok(text);
      }
      int left = counting.findings.get() - FINDINGS;
      if (left > 0) {
        lines.warn(name + left + " more like this; the report has them all");
      }
    } catch (SourceException e) {
      lines.fail(name + Failures.chain(e));
    }
  }

  private void revocation(String name, RevocationStatus status) {
    if (status.isUsable()) {
      lines.ok(name + status.describe());
    }
    for (SourceFinding finding : status.findings()) {
      String text = name + finding.where() + ": " + finding.text();
      if (!status.isUsable() && finding.severity() == Severity.ERROR) {
        lines.fail(text);
      } else {
        lines.warn(text);
      }
    }
    if (!status.isUsable() && status.findings().isEmpty()) {
      lines.fail(name + status.describe());
    }
  }

  void directory(DirectorySettings settings) {
    String name = "directory " + settings.name() + ": ";
    try (Directory directory = session.wiring().directory(settings)) {
      DirectoryDescription found = directory.describe();
      lines.ok(name + found.server() + " at " + found.url());
      found.facts().forEach(fact -> lines.ok(name + fact));
      if (!found.missingSchema().isEmpty()) {
        lines.fail(name + "its schema lacks " + lacking(found.missingSchema()));
        lines.cure(found.missingSchema());
      }
      directory.inspect().forEach(fact -> fact(name, fact));
    } catch (DirectoryException e) {
      lines.fail(name + Failures.chain(e));
    }
  }

  /** The entries that a publication names or makes; most do neither. */
  void publication(Configuration configuration, PublicationSettings settings) {
    String name = "publication " + settings.name() + ": ";
    try {
      session.wiring().inspect(configuration, settings).forEach(fact -> fact(name, fact));
    } catch (DirectoryException e) {
      lines.fail(name + Failures.chain(e));
    }
  }

  private static String lacking(String ldif) {
    return CertificateAttribute.PEOPLE.stream()
        .map(CertificateAttribute::ldapName)
        .filter(attribute -> ldif.contains("'" + attribute + "'"))
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining(" and "), names -> names.isEmpty() ? "something" : names));
  }

  private void fact(String name, Fact fact) {
    switch (fact.kind()) {
      case GOOD -> lines.ok(name + fact.text());
      case WARNING -> lines.warn(name + fact.text());
      case PROBLEM -> lines.fail(name + fact.text());
    }
    lines.cure(fact.cure());
  }

  /** Counts what a source gives, and tells the first findings. */
  private final class Counting implements CertificateSource.Sink {
    private final String name;
    private final AtomicInteger certificates = new AtomicInteger();
    private final AtomicInteger findings = new AtomicInteger();

    Counting(String name) {
      this.name = name;
    }

    @Override
    public void certificate(Certificate certificate, Revocation revocation, DerLocation location) {
      certificates.incrementAndGet();
    }

    @Override
    public void unreadable(SourceFinding finding) {
      finding(finding);
    }

    @Override
    public void finding(SourceFinding finding) {
      if (findings.incrementAndGet() <= FINDINGS) {
        String text = name + finding.where() + ": " + finding.text();
        if (finding.severity() == Severity.INFO) {
          lines.ok(text);
        } else {
          lines.warn(text);
        }
      }
    }
  }
}
