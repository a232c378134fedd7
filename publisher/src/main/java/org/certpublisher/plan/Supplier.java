package org.certpublisher.plan;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certpublisher.cert.Der;
import org.certpublisher.cms.SmimeEncoder;
import org.certpublisher.cms.SmimeValue;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Spelling;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.plan.Contents.Candidate;
import org.certpublisher.plan.Contents.Origin;
import org.certpublisher.plan.Contents.Wrapped;

/** Finds what of a certificate that should stand in an entry is still to be written. */
final class Supplier {
  private final Planner.Given given;
  private final Policy policy;

  Supplier(Planner.Given given, Policy policy) {
    this.given = given;
    this.policy = policy;
  }

  /** What can be said of the bytes of a certificate that is to be there. */
  enum Bytes {
    /** Nothing is to be written, or it can be. */
    READY,
    /** The source no longer gives them. */
    GONE,
    /** Over the most that a server takes in one value. */
    TOO_LARGE
  }

  /**
   * What one winner still needs.
   *
   * @param publish the values to write
   * @param standing the attributes that hold it afterwards
   * @param obsolete values of it in another form or under another spelling than it should have
   */
  record Supply(
      Bytes bytes,
      Map<CertificateAttribute, Der> publish,
      Set<CertificateAttribute> standing,
      List<StoredValue> obsolete) {}

  /**
   * What a winner still needs.
   *
   * @param blocked whether it is not to be written, because of one that is preferred to it
   */
  Supply supply(Candidate winner, boolean blocked) {
    boolean known = winner.facts().origin() == Origin.INVENTORY;
    Set<CertificateAttribute> standing = EnumSet.noneOf(CertificateAttribute.class);
    Set<CertificateAttribute> lacking = EnumSet.noneOf(CertificateAttribute.class);
    List<StoredValue> obsolete = new ArrayList<>();
    for (CertificateAttribute attribute : policy.attributes()) {
      boolean there = isThere(winner, attribute, known, obsolete);
      if (there) {
        standing.add(attribute);
      }
      if (!there || isHidden(winner, attribute)) {
        lacking.add(attribute);
      }
    }
    if (!known || blocked || (lacking.isEmpty() && obsolete.isEmpty())) {
      return new Supply(Bytes.READY, Map.of(), standing, List.of());
    }
    return lacking.isEmpty()
        ? new Supply(Bytes.READY, Map.of(), standing, obsolete)
        : written(winner, lacking, standing, obsolete);
  }

  private Supply written(
      Candidate winner,
      Set<CertificateAttribute> lacking,
      Set<CertificateAttribute> standing,
      List<StoredValue> obsolete) {
    Optional<Der> der =
        winner
            .der()
            .or(() -> winner.facts().issued().flatMap(given.loader()::load))
            .filter(bytes -> bytes.sha256().equals(winner.identity()));
    if (der.isEmpty()) {
      return new Supply(Bytes.GONE, Map.of(), standing, List.of());
    }
    Map<CertificateAttribute, Der> publish = new EnumMap<>(CertificateAttribute.class);
    for (CertificateAttribute attribute : lacking) {
      publish.put(attribute, valueFor(attribute, winner, der.get()));
    }
    if (publish.values().stream().anyMatch(v -> v.length() > SmimeEncoder.MAX_VALUE_BYTES)) {
      return new Supply(Bytes.TOO_LARGE, Map.of(), standing, List.of());
    }
    standing.addAll(lacking);
    return new Supply(Bytes.READY, publish, standing, obsolete);
  }

  private Der valueFor(CertificateAttribute attribute, Candidate winner, Der der) {
    return switch (attribute) {
      case USER_CERTIFICATE -> der;
      case USER_SMIME_CERTIFICATE -> Contents.encoded(given, winner.facts().authority(), der);
      case CA_CERTIFICATE,
          CERTIFICATE_REVOCATION_LIST,
          AUTHORITY_REVOCATION_LIST,
          DELTA_REVOCATION_LIST ->
          throw new IllegalArgumentException(attribute + " is no attribute of people");
    };
  }

  /**
   * Whether it is there, but only where a client that asks for the server's spelling does not find
   * it: Thunderbird on 389-DS, when the value is stored without {@code ;binary}.
   */
  private boolean isHidden(Candidate winner, CertificateAttribute attribute) {
    return attribute == CertificateAttribute.USER_CERTIFICATE
        && winner.plain().stream().allMatch(given.spelling(attribute)::hides);
  }

  private boolean isThere(
      Candidate winner, CertificateAttribute attribute, boolean known, List<StoredValue> obsolete) {
    if (attribute == CertificateAttribute.USER_CERTIFICATE) {
      Spelling spelling = given.spelling(attribute);
      winner.plain().stream().filter(spelling::hides).forEach(obsolete::add);
      return !winner.plain().isEmpty();
    }
    boolean there = false;
    for (Wrapped value : winner.wrapped()) {
      if (isRight(value, winner, known)) {
        there = true;
      } else if (value.isTouchable()) {
        obsolete.add(value.value());
      }
    }
    return there;
  }

  /**
   * Whether a value is left as it is: what we would write, and any that somebody else signed, for a
   * person's mail program did. Add-only also leaves one whose chain is out of date.
   */
  private boolean isRight(Wrapped value, Candidate winner, boolean known) {
    if (value.exact()) {
      return true;
    }
    if (!value.isTouchable() || value.hasForm(SmimeValue.Form.BARE_CERTIFICATE)) {
      return false;
    }
    SmimeValue found = value.decoded().orElseThrow();
    boolean others = found.form() == SmimeValue.Form.SIGNED && !given.encoder().signed(found);
    if (others || !known || policy.mode() == Policy.Mode.ADD_ONLY) {
      return true;
    }
    Der der = winner.der().orElseThrow();
    return given
        .encoder()
        .matches(found, der, given.ownership().chain(winner.facts().authority(), der));
  }
}
