package org.certpublisher.source.crl;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.cert.asn1.MalformedAsn1Exception;
import org.certpublisher.cert.authority.Ownership;
import org.certpublisher.source.Edition;
import org.certpublisher.source.RevocationList;
import org.certpublisher.source.RevocationStatus;
import org.certpublisher.source.Severity;
import org.certpublisher.source.SourceFinding;
import org.certpublisher.source.file.MalformedDerException;

/**
 * A CRL that an authority's key signed. What it lists is revoked even when it is stale; its silence
 * counts only while it is fresh, and only for what it covers.
 */
final class CheckedCrl implements RevocationStatus {
  /** How far a CA's clock may be ahead of ours. */
  static final Duration SKEW = Duration.ofMinutes(5);

  private final String where;
  private final Crl crl;
  private final Certificate signer;
  private final String stale;
  private final Instant now;
  private final String name;
  private final CrlScope scope;
  private final Edition edition;
  private final CrlEntries entries;

  /**
   * Indexes a CRL.
   *
   * @param signer the certificate of the key that signed it
   * @param stale why its silence must not be trusted, or empty
   */
  CheckedCrl(String where, Crl crl, Certificate signer, String stale, Instant now)
      throws MalformedDerException, MalformedAsn1Exception {
    this.where = where;
    this.crl = crl;
    this.signer = signer;
    this.stale = stale;
    this.now = now;
    this.name = crl.name() + " of " + where;
    this.scope = crl.extensions().scope();
    this.edition = crl.edition(Optional.of(signer), where);
    this.entries = crl.index();
  }

  @Override
  public Optional<Edition> edition() {
    return Optional.of(edition);
  }

  @Override
  public Optional<RevocationList> list() {
    try {
      return stale.isEmpty() ? Optional.of(crl.list(Optional.of(signer), where)) : Optional.empty();
    } catch (MalformedAsn1Exception e) {
      return Optional.empty(); // its issuer has no text: it is not published
    }
  }

  @Override
  public boolean isUsable() {
    return stale.isEmpty();
  }

  @Override
  public Revocation of(Certificate certificate) {
    if (!isIssuedBySigner(certificate)) {
      return Revocation.unknown(name + " is for certificates of another key");
    }
    try {
      Optional<CrlEntries.Entry> entry = entries.find(certificate.issuance().serialNumber());
      if (entry.isPresent() && !entry.get().at().isAfter(now.plus(SKEW))) {
        return listed(entry.get());
      }
      return silence(certificate);
    } catch (MalformedDerException | MalformedAsn1Exception e) {
      return Revocation.revoked(
          RevocationReason.UNSPECIFIED,
          Instant.EPOCH,
          name + ", whose entry does not parse: " + e.getMessage());
    }
  }

  /** A hold in a stale list may have been lifted since; what is revoked for good stays so. */
  private Revocation listed(CrlEntries.Entry entry) {
    return !stale.isEmpty() && entry.reason() == RevocationReason.CERTIFICATE_HOLD
        ? Revocation.unknown(name + ": " + stale)
        : Revocation.revoked(entry.reason(), entry.at(), name);
  }

  private Revocation silence(Certificate certificate) {
    if (!stale.isEmpty()) {
      return Revocation.unknown(name + ": " + stale);
    }
    String gap = scope.gap(certificate);
    if (!gap.isEmpty()) {
      return Revocation.unknown(name + " does not cover it: " + gap);
    }
    if (certificate.validity().notAfter().isBefore(crl.thisUpdate())) {
      return Revocation.unknown(name + " does not cover it: it had expired before");
    }
    return Revocation.good(name);
  }

  /**
   * A re-keyed CA keeps its name: the key decides, told by its identifier, else by the signature.
   */
  private boolean isIssuedBySigner(Certificate certificate) {
    Der stated = certificate.issuance().authorityKeyId();
    Der had = signer.publicKey().subjectKeyId();
    if (stated.length() > 0 && had.length() > 0) {
      return stated.equals(had);
    }
    return certificate.issuance().issuer().equals(crl.issuer())
        && Ownership.isSignedBy(certificate.der(), signer.publicKey());
  }

  @Override
  public String describe() {
    return name
        + ", "
        + entries.size()
        + (entries.size() == 1 ? " entry, " : " entries, ")
        + crl.nextUpdate().map(next -> "next update " + next).orElse("no next update");
  }

  @Override
  public List<SourceFinding> findings() {
    return stale.isEmpty() ? List.of() : List.of(new SourceFinding(Severity.ERROR, where, stale));
  }
}
