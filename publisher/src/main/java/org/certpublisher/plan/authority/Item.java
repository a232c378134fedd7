package org.certpublisher.plan.authority;

import java.time.Instant;
import java.util.Optional;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.State;
import org.certpublisher.source.Edition;

/**
 * A certificate of a CA or a revocation list, as a value of an attribute.
 *
 * @param series what tells it from others: of those with one series an attribute holds one.
 *     OpenLDAP takes them for the same value (RFC 4523, sections 3.1 and 3.5)
 * @param age by what the newer one is known
 * @param verdict what it is by itself
 */
record Item(
    CertificateAttribute attribute,
    Der bytes,
    String series,
    Age age,
    Judgement.Subject subject,
    Verdict verdict) {
  /**
   * By what the newer of two is known.
   *
   * @param edition of a list
   * @param from from when on it holds
   */
  record Age(Optional<Edition> edition, Instant from) {
    /** Numbers tell only issues of one list apart. */
    boolean isNewerThan(Age other) {
      boolean oneList =
          edition.isPresent()
              && other.edition.isPresent()
              && edition.get().list().equals(other.edition.get().list());
      return oneList ? other.edition.get().isOlderThan(edition.get()) : from.isAfter(other.from);
    }
  }

  /**
   * What it is by itself: MISSING when nothing speaks against it.
   *
   * @param why a half sentence
   */
  record Verdict(State state, String why) {}

  State state() {
    return verdict.state();
  }

  Sha256 identity() {
    return bytes.sha256();
  }

  boolean isList() {
    return attribute != CertificateAttribute.CA_CERTIFICATE;
  }

  boolean isNewerThan(Item other) {
    return age.isNewerThan(other.age);
  }

  boolean isOurs() {
    return state() != State.UNREADABLE && state() != State.FOREIGN;
  }
}
