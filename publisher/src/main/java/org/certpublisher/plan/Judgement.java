package org.certpublisher.plan;

import java.time.Duration;
import java.time.Instant;
import org.certpublisher.source.Severity;

/**
 * The verdict on one certificate and one entry: a line of the report.
 *
 * @param dn the entry; empty where no entry is concerned
 * @param subject whom and what it is about
 * @param why a sentence for people: facts first, then what follows
 */
public record Judgement(
    State state, Action action, Severity severity, String dn, Subject subject, String why) {

  /**
   * The certificate in a form for people; empty texts where the value could not be read.
   *
   * @param identity SHA-256 in hexadecimal, of the certificate, of a revocation list or of an
   *     unreadable value
   * @param serialNumber empty where it is no certificate
   * @param address the mailbox that it is about, or all of them joined by a blank
   * @param notAfter {@link Instant#EPOCH} where unknown
   */
  public record Subject(
      String identity,
      String serialNumber,
      String name,
      String issuer,
      String address,
      Instant notAfter) {}

  /**
   * Whether a report has a line for it. Not for a certificate that is published as it should be and
   * has more than 90 days left: there are too many of them.
   */
  public boolean isWorthTelling(Instant now) {
    return state != State.PUBLISHED
        || action != Action.NONE
        || severity != Severity.INFO
        || (isOfCertificate() && !subject.notAfter().isAfter(now.plus(Duration.ofDays(90))));
  }

  /** Whether it is about a certificate, not about a list or a value that cannot be read. */
  public boolean isOfCertificate() {
    return !subject.serialNumber().isEmpty();
  }

  /** The same verdict with more to be said. */
  public Judgement adding(String more) {
    return new Judgement(state, action, severity, dn, subject, why + more);
  }

  /** The same verdict with another action. */
  public Judgement with(Action changed) {
    return new Judgement(state, changed, severity, dn, subject, why);
  }
}
