package org.certpublisher.source.crl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.asn1.Asn1Element;
import org.certpublisher.cert.asn1.MalformedAsn1Exception;

/**
 * The issuingDistributionPoint of a CRL (RFC 5280, section 5.2.5): for which certificates its
 * silence means anything.
 *
 * @param points the URIs of the one distribution point that it is for; empty when it is for all
 * @param onlyUsers whether it lists no CAs
 * @param onlyAuthorities whether it lists CAs only
 * @param onlyAttributes whether it lists attribute certificates only
 * @param onlySomeReasons whether a certificate may be revoked for a reason that it does not list
 * @param indirect whether it lists certificates of other issuers
 */
record CrlScope(
    Optional<List<String>> points,
    boolean onlyUsers,
    boolean onlyAuthorities,
    boolean onlyAttributes,
    boolean onlySomeReasons,
    boolean indirect) {
  /** Of a CRL without the extension. */
  static final CrlScope EVERYTHING =
      new CrlScope(Optional.empty(), false, false, false, false, false);

  private static final int POINT = 0xa0;
  private static final int ONLY_USERS = 0x81;
  private static final int ONLY_AUTHORITIES = 0x82;
  private static final int ONLY_SOME_REASONS = 0x83;
  private static final int INDIRECT = 0x84;
  private static final int ONLY_ATTRIBUTES = 0x85;
  private static final int FULL_NAME = 0xa0;
  private static final int URI = 0x86;

  CrlScope {
    points = points.map(List::copyOf);
  }

  static CrlScope parse(Asn1Element extension) throws MalformedAsn1Exception {
    List<String> points = new ArrayList<>();
    boolean[] found = new boolean[6];
    for (Asn1Element field :
        extension.expect(Asn1Element.SEQUENCE, "the issuing distribution point").children()) {
      switch (field.tag()) {
        case POINT -> {
          found[0] = true;
          addUris(field, points);
        }
        case ONLY_SOME_REASONS -> found[3] = true;
        case ONLY_USERS, ONLY_AUTHORITIES, INDIRECT, ONLY_ATTRIBUTES ->
            found[field.tag() & 7] = isTrue(field);
        default ->
            throw new MalformedAsn1Exception("an unknown field in the issuing distribution point");
      }
    }
    return new CrlScope(
        found[0] ? Optional.of(points) : Optional.empty(),
        found[1],
        found[2],
        found[5],
        found[3],
        found[4]);
  }

  private static void addUris(Asn1Element point, List<String> points)
      throws MalformedAsn1Exception {
    for (Asn1Element name : point.children()) {
      if (name.is(FULL_NAME)) {
        for (Asn1Element one : name.children()) {
          if (one.is(URI)) {
            points.add(new String(one.contentBytes(), StandardCharsets.ISO_8859_1));
          }
        }
      }
    }
  }

  private static boolean isTrue(Asn1Element field) throws MalformedAsn1Exception {
    if (field.contentLength() != 1) {
      throw new MalformedAsn1Exception("a boolean of " + field.contentLength() + " bytes");
    }
    return field.contentBytes()[0] != 0;
  }

  /** Whether it says nothing of end entities. */
  boolean useless() {
    return onlyAuthorities || onlyAttributes;
  }

  /** Why its silence says nothing of a certificate, or empty when it does. */
  String gap(Certificate certificate) {
    if (onlySomeReasons) {
      return "it lists some reasons of revocation only";
    }
    if (onlyUsers && certificate.usage().ca()) {
      return "it lists no CA certificates";
    }
    List<String> named = certificate.issuance().crlDistributionPoints();
    return points.isPresent() && named.stream().noneMatch(points.get()::contains)
        ? "it is for another distribution point"
        : "";
  }
}
