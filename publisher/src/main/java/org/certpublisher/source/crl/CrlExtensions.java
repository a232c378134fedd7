package org.certpublisher.source.crl;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.asn1.Asn1Element;
import org.certpublisher.cert.asn1.MalformedAsn1Exception;

/**
 * The extensions of a CRL or of one of its entries (RFC 5280, sections 5.2 and 5.3), by dotted OID.
 *
 * @param values what each holds
 * @param critical those that must not be passed over
 */
record CrlExtensions(Map<String, Asn1Element> values, Set<String> critical) {
  static final CrlExtensions NONE = new CrlExtensions(Map.of(), Set.of());

  private static final String NUMBER = "2.5.29.20";
  private static final String REASON = "2.5.29.21";
  private static final String HOLD_INSTRUCTION = "2.5.29.23";
  private static final String INVALIDITY_DATE = "2.5.29.24";
  private static final String DELTA = "2.5.29.27";
  private static final String DISTRIBUTION_POINT = "2.5.29.28";
  private static final String AUTHORITY_KEY = "2.5.29.35";
  private static final Set<String> UNDERSTOOD =
      Set.of(
          NUMBER,
          REASON,
          HOLD_INSTRUCTION,
          INVALIDITY_DATE,
          DELTA,
          DISTRIBUTION_POINT,
          AUTHORITY_KEY);
  private static final int BOOLEAN = 0x01;
  private static final int ENUMERATED = 0x0a;
  private static final int LONGEST_NUMBER = 21;

  CrlExtensions {
    values = Map.copyOf(values);
    critical = Set.copyOf(critical);
  }

  static CrlExtensions parse(byte[] sequence) throws MalformedAsn1Exception {
    Map<String, Asn1Element> values = new HashMap<>();
    Set<String> critical = new java.util.HashSet<>();
    Asn1Element all = Asn1Element.readDer(sequence).expect(Asn1Element.SEQUENCE, "extensions");
    for (Asn1Element extension : all.children()) {
      List<Asn1Element> parts = extension.expect(Asn1Element.SEQUENCE, "an extension").children();
      boolean flagged = parts.size() == 3 && parts.get(1).is(BOOLEAN);
      if (parts.size() != 2 && !flagged) {
        throw new MalformedAsn1Exception("an extension of " + parts.size() + " parts");
      }
      String type = parts.get(0).expect(Asn1Element.OBJECT_IDENTIFIER, "a type").objectIdentifier();
      Asn1Element value =
          parts.get(parts.size() - 1).expect(Asn1Element.OCTET_STRING, "an extension's value");
      if (values.put(type, value) != null) {
        throw new MalformedAsn1Exception("the extension " + type + " twice");
      }
      if (flagged && parts.get(1).contentLength() == 1 && parts.get(1).contentBytes()[0] != 0) {
        critical.add(type);
      }
    }
    return new CrlExtensions(values, critical);
  }

  /** A critical extension that is not understood here, if there is one. */
  Optional<String> unknown() {
    return critical.stream().filter(type -> !UNDERSTOOD.contains(type)).sorted().findFirst();
  }

  /** The CRL number: at most 20 octets (RFC 5280, section 5.2.3). */
  Optional<BigInteger> number() throws MalformedAsn1Exception {
    Asn1Element value = values.get(NUMBER);
    if (value == null) {
      return Optional.empty();
    }
    Asn1Element number = value.wrapped().expect(Asn1Element.INTEGER, "the CRL number");
    if (number.contentLength() > LONGEST_NUMBER) {
      throw new MalformedAsn1Exception("a CRL number of " + number.contentLength() + " bytes");
    }
    return Optional.of(number.integer());
  }

  /** The issuingDistributionPoint as it stands there, or nothing. */
  Der distributionPoint() {
    Asn1Element value = values.get(DISTRIBUTION_POINT);
    return Der.wrap(value == null ? new byte[0] : value.encoded());
  }

  boolean isDelta() {
    return values.containsKey(DELTA);
  }

  CrlScope scope() throws MalformedAsn1Exception {
    Asn1Element value = values.get(DISTRIBUTION_POINT);
    return value == null ? CrlScope.EVERYTHING : CrlScope.parse(value.wrapped());
  }

  /** The reasonCode of an entry, 0 (unspecified) where there is none. */
  int reason() throws MalformedAsn1Exception {
    Asn1Element value = values.get(REASON);
    if (value == null) {
      return 0;
    }
    byte[] code = value.wrapped().expect(ENUMERATED, "a reason").contentBytes();
    return code.length == 1 ? code[0] : 0;
  }
}
