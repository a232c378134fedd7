package org.certpublisher.source.crl;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.KeyUsage;
import org.certpublisher.cert.asn1.Asn1Element;
import org.certpublisher.cert.asn1.MalformedAsn1Exception;
import org.certpublisher.cert.asn1.NameText;
import org.certpublisher.cert.authority.Authority;
import org.certpublisher.cert.authority.Ownership;
import org.certpublisher.source.RevocationStatus;
import org.certpublisher.source.file.MalformedDerException;

/**
 * Whether a CRL may be used (RFC 5280, sections 5.2 and 6.3.3). Pure.
 *
 * @param authority whose keys must have signed it
 * @param maxAge how old it may be
 * @param now the time of the run
 * @param publishing whether it is to be published, not only asked: then a delta CRL and one of CA
 *     certificates only are welcome
 */
record CrlChecks(Authority authority, Optional<Duration> maxAge, Instant now, boolean publishing) {
  /** For a CRL that is asked. */
  CrlChecks(Authority authority, Optional<Duration> maxAge, Instant now) {
    this(authority, maxAge, now, false);
  }

  /** The status that a file's bytes give. */
  RevocationStatus status(String where, byte[] file) {
    try {
      Crl crl = Crl.parse(file);
      Certificate signer = signer(crl);
      refuseUnknown(crl);
      if (!publishing) {
        refuseIncomplete(crl);
      }
      return new CheckedCrl(where, crl, signer, staleness(crl), now);
    } catch (RefusedCrlException e) {
      return new RefusedCrl(where, String.valueOf(e.getMessage()));
    } catch (MalformedDerException | MalformedAsn1Exception e) {
      return new RefusedCrl(
          where, "it does not parse: " + e.getMessage() + ". Let the CA write it again.");
    }
  }

  /** The certificate of the key that signed a CRL, which may sign one. */
  Certificate signer(Crl crl) throws RefusedCrlException, MalformedAsn1Exception {
    List<Certificate> issuers = crl.issuers(authority.certificates());
    if (issuers.isEmpty()) {
      throw new RefusedCrlException(
          "its issuer is '"
              + NameText.of(Asn1Element.readDer(crl.issuer().view()))
              + "', and no certificate of authority "
              + authority.name()
              + " has that subject. Check the location, or add the issuer's certificate.");
    }
    List<Certificate> allowed = issuers.stream().filter(CrlChecks::maySignCrls).toList();
    if (allowed.isEmpty()) {
      throw new RefusedCrlException(
          "the key usage of its issuer's certificate lacks cRLSign. Use a CRL that was signed by a"
              + " certificate made for it.");
    }
    return allowed.stream()
        .filter(issuer -> Ownership.isSignedBy(crl.der(), issuer.publicKey()))
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedCrlException(
                    "its signature does not verify under any key of authority "
                        + authority.name()
                        + ". It may be cut off, forged, or of a new key: add the certificate of"
                        + " that key to the authority."));
  }

  private static boolean maySignCrls(Certificate issuer) {
    return !issuer.usage().hasKeyUsage() || issuer.usage().keyUsage().contains(KeyUsage.CRL_SIGN);
  }

  private static void refuseIncomplete(Crl crl) throws RefusedCrlException, MalformedAsn1Exception {
    if (crl.extensions().isDelta()) {
      throw new RefusedCrlException(
          "it is a delta CRL, which says nothing without its base. Configure the location of the"
              + " complete CRL.");
    }
    if (crl.extensions().scope().useless()) {
      throw new RefusedCrlException(
          "it lists CA or attribute certificates only. Configure the CRL for end entities.");
    }
  }

  private static void refuseUnknown(Crl crl) throws RefusedCrlException, MalformedAsn1Exception {
    Optional<String> unknown = crl.extensions().unknown();
    if (unknown.isPresent()) {
      throw new RefusedCrlException(
          "it has the critical extension "
              + unknown.get()
              + ", which is not known here, so it must not be used (RFC 5280, section 5.2).");
    }
    if (crl.extensions().scope().indirect()) {
      throw new RefusedCrlException(
          "it is an indirect CRL, which is not supported. Configure the CRL of the CA itself.");
    }
  }

  /** Why its silence must not be trusted, or empty. */
  private String staleness(Crl crl) {
    Instant made = crl.thisUpdate();
    if (made.isAfter(now.plus(CheckedCrl.SKEW))) {
      return "it was made in the future, at "
          + made
          + ". Check the clocks of the CA and of this host.";
    }
    Optional<Instant> next = crl.nextUpdate();
    if (next.isPresent() && now.isAfter(next.get())) {
      return "it is stale: the next one was due at " + next.get() + ". Let the CA issue a new one.";
    }
    if (maxAge.isPresent() && now.isAfter(made.plus(maxAge.get()))) {
      return "it is stale: made at "
          + made
          + ", and max-age is "
          + maxAge.get()
          + ". Let the CA issue a new one.";
    }
    if (next.isEmpty() && maxAge.isEmpty()) {
      return "it does not say when the next one is due. Set max-age for it.";
    }
    return "";
  }
}
