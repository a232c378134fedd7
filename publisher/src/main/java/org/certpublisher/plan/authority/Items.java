package org.certpublisher.plan.authority;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.authority.Ownership;
import org.certpublisher.cert.x509.CertificateParser;
import org.certpublisher.cert.x509.MalformedCertificateException;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.State;
import org.certpublisher.plan.authority.Item.Age;
import org.certpublisher.plan.authority.Item.Verdict;
import org.certpublisher.source.RevocationList;

/** Finds what a certificate or a list is by itself. */
final class Items {
  private final AuthorityPlanner.Ours ours;
  private final Instant now;

  Items(AuthorityPlanner.Ours ours, Instant now) {
    this.ours = ours;
    this.now = now;
  }

  /** A value as an entry holds it. */
  Item of(StoredValue value) {
    if (value.attribute() == CertificateAttribute.CA_CERTIFICATE) {
      try {
        return of(CertificateParser.parse(value.bytes()));
      } catch (MalformedCertificateException e) {
        return unreadable(value, "no certificate: " + e.getMessage());
      }
    }
    return ours.reader()
        .read(value.bytes())
        .map(list -> of(list, value.attribute()))
        .orElseGet(() -> unreadable(value, "no revocation list"));
  }

  private static Item unreadable(StoredValue value, String why) {
    String identity = value.bytes().sha256().toString();
    return new Item(
        value.attribute(),
        value.bytes(),
        identity,
        new Age(Optional.empty(), Instant.EPOCH),
        new Judgement.Subject(identity, "", "", "", "", Instant.EPOCH),
        new Verdict(
            State.UNREADABLE,
            "a value of " + value.description() + " with " + value.bytes() + ": " + why));
  }

  /** A certificate. */
  Item of(Certificate certificate) {
    CertificateSummary summary = certificate.summary();
    return new Item(
        CertificateAttribute.CA_CERTIFICATE,
        certificate.der(),
        certificate.issuance().issuer().toBase64() + "#" + summary.serialHex(),
        new Age(Optional.empty(), summary.validity().notBefore()),
        new Judgement.Subject(
            summary.sha256().toString(),
            summary.serialHex(),
            summary.names().subject(),
            summary.names().issuer(),
            "",
            summary.notAfter()),
        verdict(certificate));
  }

  private Verdict verdict(Certificate certificate) {
    if (!ours.configured().contains(certificate.sha256())) {
      Ownership.Verdict verdict = ours.ownership().verdict(certificate);
      if (verdict.kind() != Ownership.Verdict.Kind.OURS) {
        return new Verdict(
            State.FOREIGN,
            verdict.kind() == Ownership.Verdict.Kind.IMPOSTOR
                ? "bears the name of " + verdict.authority() + ", whose key did not sign it"
                : "issued by " + certificate.issuance().text() + ", no authority of ours");
      }
    }
    Optional<Revocation> revoked =
        ours.statuses().stream()
            .map(status -> status.of(certificate))
            .filter(
                one ->
                    one.status() == Revocation.Status.REVOKED
                        || one.status() == Revocation.Status.ON_HOLD)
            .findFirst();
    if (revoked.isPresent()) {
      return new Verdict(
          revoked.get().status() == Revocation.Status.REVOKED ? State.REVOKED : State.ON_HOLD,
          "revoked by " + revoked.get().by());
    }
    Instant end = certificate.validity().notAfter();
    if (end.isBefore(now)) {
      return new Verdict(State.EXPIRED, "expired on " + day(end));
    }
    return certificate.validity().isAhead(now)
        ? new Verdict(
            State.NOT_YET_VALID, "valid from " + day(certificate.validity().notBefore()) + " on")
        : new Verdict(State.MISSING, "valid to " + day(end));
  }

  /** A list that is to be published. */
  Item of(RevocationList list) {
    return of(
        list,
        switch (list.kind()) {
          case COMPLETE -> CertificateAttribute.CERTIFICATE_REVOCATION_LIST;
          case AUTHORITIES -> CertificateAttribute.AUTHORITY_REVOCATION_LIST;
          case DELTA -> CertificateAttribute.DELTA_REVOCATION_LIST;
        });
  }

  private Item of(RevocationList list, CertificateAttribute attribute) {
    String name = list.edition().name();
    Instant next = list.nextUpdate().orElse(Instant.EPOCH);
    return new Item(
        attribute,
        list.der(),
        list.edition().list().toString(),
        new Age(Optional.of(list.edition()), list.edition().made()),
        new Judgement.Subject(list.der().sha256().toString(), "", name, list.issuer(), "", next),
        list.signer().isPresent()
            ? verdict(list)
            : new Verdict(
                State.FOREIGN,
                name + ", issued by " + list.issuer() + ": no key of ours signed it"));
  }

  private Verdict verdict(RevocationList list) {
    String made = list.edition().name() + ", made on " + day(list.edition().made());
    return list.nextUpdate().filter(now::isAfter).isPresent()
        ? new Verdict(
            State.EXPIRED, made + ", the next one was due on " + day(list.nextUpdate().get()))
        : new Verdict(State.MISSING, made);
  }

  private static String day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
  }
}
