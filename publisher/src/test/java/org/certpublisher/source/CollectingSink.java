package org.certpublisher.source;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.Revocation;

/** Keeps all that a source gives. */
public final class CollectingSink implements CertificateSource.Sink {
  /** One certificate as it came. */
  public record Taken(Certificate certificate, Revocation revocation, DerLocation location) {
    /** Its serial number as OpenSSL writes it. */
    public String serial() {
      CertificateSummary summary = certificate.summary();
      return summary.serialHex();
    }
  }

  private final List<Taken> taken = new ArrayList<>();
  private final List<SourceFinding> unreadable = new ArrayList<>();
  private final List<SourceFinding> findings = new ArrayList<>();
  private final Thread thread = Thread.currentThread();

  /** Reads a source to its end. */
  public static CollectingSink of(CertificateSource source) throws SourceException {
    CollectingSink sink = new CollectingSink();
    source.read(sink);
    return sink;
  }

  @Override
  public void certificate(Certificate certificate, Revocation revocation, DerLocation location) {
    inTheCallingThread();
    taken.add(new Taken(certificate, revocation, location));
  }

  @Override
  public void unreadable(SourceFinding finding) {
    inTheCallingThread();
    unreadable.add(finding);
  }

  @Override
  public void finding(SourceFinding finding) {
    inTheCallingThread();
    findings.add(finding);
  }

  private void inTheCallingThread() {
    if (thread != Thread.currentThread()) {
      throw new IllegalStateException("the sink is called from " + Thread.currentThread());
    }
  }

  /** Every certificate. */
  public List<Taken> taken() {
    return taken;
  }

  /** The certificate of a serial number. */
  public Taken of(String serial) {
    return taken.stream()
        .filter(one -> one.serial().equals(serial))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(serial));
  }

  /** The mailboxes of all certificates, sorted. */
  public List<String> mailboxes() {
    return taken.stream()
        .flatMap(one -> one.certificate().subject().mailboxes().stream())
        .map(Mailbox::key)
        .sorted()
        .toList();
  }

  /** What could not be read. */
  public List<SourceFinding> unreadable() {
    return unreadable;
  }

  /** All other findings. */
  public List<SourceFinding> findings() {
    return findings;
  }
}
