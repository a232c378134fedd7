package org.certpublisher.reconcile.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.authority.Ownership;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.source.CertificateSource;
import org.certpublisher.source.DerLocation;
import org.certpublisher.source.Issued;
import org.certpublisher.source.RevocationStatus;
import org.certpublisher.source.Severity;
import org.certpublisher.source.SourceFinding;
import org.certpublisher.state.StateStore;

/**
 * Takes what one source gives, checks signatures on all cores and keeps what is ours. What is not
 * is a finding and never enters the inventory.
 */
final class IssuedCollector implements CertificateSource.Sink, AutoCloseable {
  private static final int BATCH = 64;
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final Ownership ownership;
  private final Map<String, List<RevocationStatus>> statuses;
  private final MatchRules match;
  private final IntConsumer judged;
  private final ExecutorService workers =
      Executors.newFixedThreadPool(CORES, IssuedCollector::daemon);
  private final List<Future<List<Found>>> running = new ArrayList<>();
  private final AtomicInteger count = new AtomicInteger();
  private final Map<Sha256, Issued> issued = new HashMap<>();
  private final Map<String, String> issuers = new HashMap<>();
  private final List<SourceFinding> unreadable = new ArrayList<>();
  private final List<SourceFinding> findings = new ArrayList<>();
  private final LocationSet readable = new LocationSet();
  private List<Given> batch = new ArrayList<>(BATCH);

  /** For one source. */
  IssuedCollector(
      Ownership ownership,
      Map<String, List<RevocationStatus>> statuses,
      MatchRules match,
      IntConsumer judged) {
    this.ownership = ownership;
    this.match = match;
    this.statuses = statuses;
    this.judged = judged;
  }

  private record Given(Certificate certificate, Revocation revocation, DerLocation location) {}

  /** What a certificate turned out to be: ours, or a finding. */
  private record Found(Optional<Issued> issued, Optional<SourceFinding> finding, long location) {}

  @Override
  public void certificate(Certificate certificate, Revocation revocation, DerLocation location) {
    batch.add(new Given(certificate, revocation, location));
    if (batch.size() == BATCH) {
      submit();
    }
  }

  @Override
  public void unreadable(SourceFinding finding) {
    unreadable.add(finding);
    findings.add(finding);
  }

  @Override
  public void finding(SourceFinding finding) {
    findings.add(finding);
  }

  /** Only so many batches are under way that memory stays small. */
  private void submit() {
    List<Given> full = batch;
    batch = new ArrayList<>(BATCH);
    running.add(workers.submit(() -> full.stream().map(this::judge).toList()));
    if (running.size() > 4 * CORES) {
      take(running.remove(0));
    }
  }

  /** Waits for the checks; after it everything is known. */
  void finish() {
    submit();
    running.forEach(this::take);
    running.clear();
  }

  private void take(Future<List<Found>> done) {
    try {
      for (Found found : done.get()) {
        readable.add(found.location());
        found.finding().ifPresent(findings::add);
        found
            .issued()
            .ifPresent(one -> issued.merge(one.sha256(), shared(one), IssuedCollector::joined));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while signatures were checked", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a signature check broke off: " + e.getCause(), e.getCause());
    }
  }

  /** The same, with the issuer's name held once. */
  private Issued shared(Issued one) {
    CertificateSummary s = one.summary();
    String issuer = issuers.computeIfAbsent(s.names().issuer(), name -> name);
    CertificateSummary.Names names =
        new CertificateSummary.Names(
            s.names().subject(), issuer, s.names().mailboxes(), s.names().keys());
    return new Issued(
        new CertificateSummary(
            s.sha256(), s.serialNumber(), names, s.validity(), s.encryption(), s.selectors()),
        one.authority(),
        one.revocation(),
        one.location());
  }

  /** The same certificate from two places: any that says revoked wins. */
  static Issued joined(Issued one, Issued other) {
    boolean inOrder = one.location().toString().compareTo(other.location().toString()) <= 0;
    Issued first = inOrder ? one : other;
    Issued second = inOrder ? other : one;
    return new Issued(
        first.summary(),
        first.authority(),
        first.revocation().and(second.revocation()),
        first.location());
  }

  private Found judge(Given given) {
    Ownership.Verdict verdict = ownership.verdict(given.certificate());
    String where = given.location().toString();
    long location = LocationSet.hash(where);
    judged.accept(count.incrementAndGet());
    return switch (verdict.kind()) {
      case OURS ->
          new Found(Optional.of(ours(given, verdict.authority())), Optional.empty(), location);
      case IMPOSTOR ->
          new Found(
              Optional.empty(),
              Optional.of(
                  new SourceFinding(
                      Severity.WARNING,
                      where,
                      given.certificate()
                          + " bears the name of "
                          + verdict.authority()
                          + ", but no key of it made its signature; it is never published. If the"
                          + " CA was re-keyed, add its new certificate to the configuration")),
              location);
      case FOREIGN ->
          new Found(
              Optional.empty(),
              Optional.of(
                  new SourceFinding(
                      Severity.INFO,
                      where,
                      given.certificate()
                          + " was issued by "
                          + given.certificate().issuance().text()
                          + ", which is no configured authority; it is never published")),
              location);
    };
  }

  private Issued ours(Given given, String authority) {
    Revocation revocation =
        joined(
            given.revocation(), statuses.getOrDefault(authority, List.of()), given.certificate());
    return new Issued(match.summary(given.certificate()), authority, revocation, given.location());
  }

  /**
   * What all say together. A usable source that does not cover the certificate adds nothing, unless
   * none covers it; one that is not usable makes it unknown.
   */
  private static Revocation joined(
      Revocation own, List<RevocationStatus> statuses, Certificate certificate) {
    Optional<Revocation> covering = Optional.empty();
    Optional<Revocation> uncovered = Optional.empty();
    for (RevocationStatus status : statuses) {
      Revocation said = status.of(certificate);
      if (status.isUsable() && said.status() == Revocation.Status.UNKNOWN) {
        uncovered = Optional.of(said);
      } else {
        covering = Optional.of(covering.map(all -> all.and(said)).orElse(said));
      }
    }
    Optional<Revocation> listed = covering.isPresent() ? covering : uncovered;
    if (listed.isEmpty()) {
      return own;
    }
    return own.status() == Revocation.Status.UNKNOWN ? listed.get() : own.and(listed.get());
  }

  /** Every certificate of ours, by identity. */
  Map<Sha256, Issued> issued() {
    return Collections.unmodifiableMap(issued);
  }

  /** What was found, in a fixed order. */
  List<SourceFinding> findings() {
    return findings;
  }

  /** How many certificates have not expired at a moment. */
  int unexpired(Instant at) {
    return (int)
        issued.values().stream().filter(one -> !at.isAfter(one.summary().notAfter())).count();
  }

  /** The first place that was readable then and is not now. */
  Optional<SourceFinding> unreadableSince(StateStore.LastGood last) {
    LocationSet before = LocationSet.of(last.locations());
    return unreadable.stream()
        .filter(finding -> before.contains(LocationSet.hash(finding.where())))
        .findFirst();
  }

  /** What a later read is compared with. */
  StateStore.LastGood lastGood(Instant now, String acceptedBy) {
    return new StateStore.LastGood(unexpired(now), now, readable.toDer(), acceptedBy);
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "signatures");
    thread.setDaemon(true);
    return thread;
  }
}
