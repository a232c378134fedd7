package org.certpublisher.source.crl;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.asn1.Asn1Element;
import org.certpublisher.cert.asn1.Asn1Time;
import org.certpublisher.cert.asn1.MalformedAsn1Exception;
import org.certpublisher.cert.asn1.NameText;
import org.certpublisher.source.Edition;
import org.certpublisher.source.RevocationList;
import org.certpublisher.source.file.DerCursor;
import org.certpublisher.source.file.MalformedDerException;
import org.certpublisher.source.file.PemScanner;

/**
 * A CRL's facts (RFC 5280, section 5.1), its entries not yet looked at: they are indexed when the
 * signature has been found good.
 *
 * @param der all of it
 * @param issuer its issuer as DER Name
 * @param thisUpdate when it was made
 * @param nextUpdate when the next one is due
 * @param extensions its extensions
 * @param entries where revokedCertificates begin; negative when there are none
 */
record Crl(
    Der der,
    Der issuer,
    Instant thisUpdate,
    Optional<Instant> nextUpdate,
    CrlExtensions extensions,
    int entries) {
  private static final int EXTENSIONS = 0xa0;

  /** Reads DER or PEM; the first CRL where a PEM text has several blocks. */
  static Crl parse(byte[] file) throws RefusedCrlException {
    byte[] der = unwrapped(file);
    try {
      return ofDer(der);
    } catch (MalformedDerException | MalformedAsn1Exception e) {
      throw new RefusedCrlException(
          "it is no CRL in DER or PEM: " + e.getMessage() + ". Let the CA write it again.", e);
    }
  }

  private static byte[] unwrapped(byte[] file) throws RefusedCrlException {
    if (file.length == 0) {
      throw new RefusedCrlException("it is empty. Let the CA write it again.");
    }
    if (file[0] == DerCursor.SEQUENCE) {
      return file;
    }
    return PemScanner.body(file, "X509 CRL")
        .orElseThrow(
            () ->
                new RefusedCrlException(
                    "it is no CRL: expected DER, or PEM with -----BEGIN X509 CRL-----, found "
                        + shown(file)
                        + ". Check the location."))
        .view();
  }

  private static String shown(byte[] file) {
    String start = new String(file, 0, Math.min(20, file.length), StandardCharsets.ISO_8859_1);
    return "'" + start.replaceAll("[^ -~]", "?") + "…'";
  }

  private static Crl ofDer(byte[] der) throws MalformedDerException, MalformedAsn1Exception {
    DerCursor whole = DerCursor.over(der);
    DerCursor parts = whole.next(DerCursor.SEQUENCE).inside();
    if (!whole.isAtEnd()) {
      throw new MalformedDerException("more bytes after its end at byte " + whole.contentEnd());
    }
    DerCursor fields = parts.next(DerCursor.SEQUENCE).inside();
    parts.next(DerCursor.SEQUENCE).next(DerCursor.BIT_STRING);
    if (fields.peek() == DerCursor.INTEGER) {
      fields.next();
    }
    fields.next(DerCursor.SEQUENCE);
    Der issuer = Der.wrap(fields.next(DerCursor.SEQUENCE).element());
    Instant thisUpdate = time(fields);
    Optional<Instant> nextUpdate =
        fields.peek() == DerCursor.UTC_TIME || fields.peek() == DerCursor.GENERALIZED_TIME
            ? Optional.of(time(fields))
            : Optional.empty();
    int entries = -1;
    if (fields.peek() == DerCursor.SEQUENCE) {
      entries = fields.next().start();
    }
    CrlExtensions extensions = CrlExtensions.NONE;
    if (fields.peek() == EXTENSIONS) {
      extensions = CrlExtensions.parse(fields.next().content());
    }
    if (!fields.isAtEnd()) {
      throw new MalformedDerException("a field that no CRL has at byte " + fields.contentEnd());
    }
    return new Crl(Der.wrap(der), issuer, thisUpdate, nextUpdate, extensions, entries);
  }

  private static Instant time(DerCursor fields)
      throws MalformedDerException, MalformedAsn1Exception {
    return Asn1Time.of(Asn1Element.readDer(fields.next().element()));
  }

  /** Its number or else its date, for people: "CRL number 7", "CRL of 2026-11-24T00:00:00Z". */
  String name() throws MalformedAsn1Exception {
    Optional<BigInteger> number = extensions.number();
    return number.map(n -> "CRL number " + n).orElse("CRL of " + thisUpdate);
  }

  /**
   * Which issue of which list it is: the issuer's key and the distribution point tell lists apart.
   */
  Edition edition(Optional<Certificate> signer, String where) throws MalformedAsn1Exception {
    MessageDigest list = Sha256.newDigest();
    signer.ifPresent(one -> list.update(one.publicKey().encoded().view()));
    list.update(extensions.distributionPoint().view());
    if (extensions.isDelta()) {
      list.update((byte) 1);
    }
    return new Edition(
        Sha256.ofDigest(list.digest()), name() + " of " + where, extensions.number(), thisUpdate);
  }

  /** What there is to publish. */
  RevocationList list(Optional<Certificate> signer, String where) throws MalformedAsn1Exception {
    RevocationList.Kind kind =
        extensions.isDelta()
            ? RevocationList.Kind.DELTA
            : extensions.scope().onlyAuthorities()
                ? RevocationList.Kind.AUTHORITIES
                : RevocationList.Kind.COMPLETE;
    return new RevocationList(
        der,
        kind,
        edition(signer, where),
        NameText.of(Asn1Element.readDer(issuer.view())),
        signer.map(one -> one.publicKey().encoded().sha256()),
        nextUpdate);
  }

  /** Indexes its entries. */
  CrlEntries index() throws MalformedDerException, MalformedAsn1Exception {
    return CrlEntries.index(der.view(), entries);
  }

  /** The certificates of a list whose subject is the issuer. */
  List<Certificate> issuers(List<Certificate> certificates) {
    return certificates.stream().filter(c -> c.subject().name().equals(issuer)).toList();
  }
}
