package org.certpublisher.cert.x509;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.KeyUsage;
import org.certpublisher.cert.Usage;
import org.certpublisher.cert.asn1.Asn1Element;
import org.certpublisher.cert.asn1.MalformedAsn1Exception;

/**
 * The extensions of a certificate, by dotted OID. Each is read by itself: a broken one counts as
 * absent, as clients take it. Of two with the same OID the first counts.
 */
final class Extensions {
  static final String SUBJECT_ALT_NAME = "2.5.29.17";
  private static final String SUBJECT_KEY_ID = "2.5.29.14";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String CRL_DISTRIBUTION_POINTS = "2.5.29.31";
  private static final String POLICIES = "2.5.29.32";
  private static final String AUTHORITY_KEY_ID = "2.5.29.35";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  private static final String SMIME_CAPABILITIES = "1.2.840.113549.1.9.15";
  private static final String TEMPLATE_NAME = "1.3.6.1.4.1.311.20.2";
  private static final String TEMPLATE = "1.3.6.1.4.1.311.21.7";
  private static final String SID = "1.3.6.1.4.1.311.25.2";
  private static final String SID_VALUE = "1.3.6.1.4.1.311.25.2.1";

  private static final int BOOLEAN = 0x01;
  private static final int TAGGED_0 = 0xa0;
  private static final int KEY_IDENTIFIER = 0x80;
  private static final int URI = 0x86;
  private static final int MAX_KEY_ID_BYTES = 128;

  static final Extensions NONE = new Extensions(Map.of());
  private static final Der NO_KEY_ID = Der.wrap(new byte[0]);

  private final Map<String, Asn1Element> values;

  private Extensions(Map<String, Asn1Element> values) {
    this.values = values;
  }

  /** Reads the field [3] of a certificate. */
  static Extensions of(Asn1Element tagged) throws MalformedAsn1Exception {
    Map<String, Asn1Element> values = new LinkedHashMap<>();
    for (Asn1Element list : tagged.children()) {
      for (Asn1Element extension : list.expect(Asn1Element.SEQUENCE, "the extensions").children()) {
        List<Asn1Element> parts = extension.expect(Asn1Element.SEQUENCE, "an extension").children();
        if (parts.size() < 2 || parts.size() > 3) {
          throw new MalformedAsn1Exception(parts.size() + " parts where an extension has 2 or 3");
        }
        String type =
            parts
                .get(0)
                .expect(Asn1Element.OBJECT_IDENTIFIER, "an extension's type")
                .objectIdentifier();
        Asn1Element value =
            parts.get(parts.size() - 1).expect(Asn1Element.OCTET_STRING, "an extension's value");
        values.putIfAbsent(type, value);
      }
    }
    return new Extensions(values);
  }

  /** Reads something from an element; what it throws means that there is nothing. */
  @FunctionalInterface
  interface Reading<T> {
    T read(Asn1Element element) throws MalformedAsn1Exception;
  }

  /** What an extension says; the alternative when it is absent or broken. */
  <T> T read(String type, T otherwise, Reading<T> reading) {
    Asn1Element value = values.get(type);
    if (value == null) {
      return otherwise;
    }
    try {
      return reading.read(value.wrapped());
    } catch (MalformedAsn1Exception e) {
      return otherwise;
    }
  }

  Usage usage() {
    Optional<Set<KeyUsage>> keyUsage =
        read(KEY_USAGE, Optional.empty(), e -> Optional.of(keyUsage(e)));
    List<String> templates = new ArrayList<>();
    templates.addAll(
        read(TEMPLATE_NAME, List.of(), e -> AlternativeNames.text(e).stream().toList()));
    templates.addAll(read(TEMPLATE, List.of(), e -> identifiers(e).subList(0, 1)));
    return new Usage(
        keyUsage.isPresent(),
        keyUsage.orElse(Set.of()),
        read(EXTENDED_KEY_USAGE, List.of(), Extensions::identifiers),
        read(BASIC_CONSTRAINTS, false, Extensions::isAuthority),
        values.containsKey(SMIME_CAPABILITIES),
        new Usage.Selectors(templates, read(POLICIES, List.of(), Extensions::policies)));
  }

  private static Set<KeyUsage> keyUsage(Asn1Element element) throws MalformedAsn1Exception {
    byte[] bits = element.expect(Asn1Element.BIT_STRING, "key usage").bits();
    EnumSet<KeyUsage> usage = EnumSet.noneOf(KeyUsage.class);
    int n = 0;
    for (KeyUsage bit : KeyUsage.values()) { // declared in the order of the bits
      if (n / 8 < bits.length && (bits[n / 8] & (0x80 >> n % 8)) != 0) {
        usage.add(bit);
      }
      n++;
    }
    return usage;
  }

  /** The object identifiers at the front of a sequence. */
  private static List<String> identifiers(Asn1Element element) throws MalformedAsn1Exception {
    List<String> identifiers = new ArrayList<>();
    for (Asn1Element child : element.expect(Asn1Element.SEQUENCE, "a list").children()) {
      if (child.is(Asn1Element.OBJECT_IDENTIFIER)) {
        identifiers.add(child.objectIdentifier());
      }
    }
    if (identifiers.isEmpty()) {
      throw new MalformedAsn1Exception("a list without object identifiers");
    }
    return identifiers;
  }

  private static List<String> policies(Asn1Element element) throws MalformedAsn1Exception {
    List<String> policies = new ArrayList<>();
    for (Asn1Element policy : element.expect(Asn1Element.SEQUENCE, "policies").children()) {
      policies.add(identifiers(policy).get(0));
    }
    return policies;
  }

  private static boolean isAuthority(Asn1Element element) throws MalformedAsn1Exception {
    List<Asn1Element> parts = element.expect(Asn1Element.SEQUENCE, "basic constraints").children();
    return !parts.isEmpty()
        && parts.get(0).is(BOOLEAN)
        && parts.get(0).contentLength() == 1
        && parts.get(0).contentBytes()[0] != 0;
  }

  Der subjectKeyId() {
    return read(
        SUBJECT_KEY_ID,
        NO_KEY_ID,
        e -> keyId(e.expect(Asn1Element.OCTET_STRING, "a key identifier")));
  }

  Der authorityKeyId() {
    return read(
        AUTHORITY_KEY_ID,
        NO_KEY_ID,
        e -> {
          for (Asn1Element part : e.children()) {
            if (part.is(KEY_IDENTIFIER)) {
              return keyId(part);
            }
          }
          return NO_KEY_ID;
        });
  }

  private static Der keyId(Asn1Element element) throws MalformedAsn1Exception {
    if (element.contentLength() > MAX_KEY_ID_BYTES) {
      throw new MalformedAsn1Exception("a key identifier of " + element.contentLength() + " bytes");
    }
    return Der.wrap(element.contentBytes());
  }

  List<String> crlDistributionPoints() {
    return read(
        CRL_DISTRIBUTION_POINTS,
        List.of(),
        e -> {
          List<String> uris = new ArrayList<>();
          for (Asn1Element point : e.children()) {
            addUris(point, 3, uris);
          }
          return uris;
        });
  }

  /** DistributionPoint, distributionPoint [0], fullName [0]: the names are three levels down. */
  private static void addUris(Asn1Element element, int levels, List<String> uris)
      throws MalformedAsn1Exception {
    for (Asn1Element child : element.children()) {
      if (levels > 1 && child.is(TAGGED_0)) {
        addUris(child, levels - 1, uris);
      } else if (levels == 1 && child.is(URI)) {
        AlternativeNames.untaggedText(child).ifPresent(uris::add);
      }
    }
  }

  /** NTDS_CA_SECURITY_EXT: a SEQUENCE of one otherName whose value is the SID as text. */
  String sid() {
    return read(
        SID,
        "",
        e -> {
          for (Asn1Element name : e.children()) {
            Optional<Asn1Element> value = AlternativeNames.otherName(name, SID_VALUE);
            if (value.isPresent()) {
              return AlternativeNames.untaggedText(value.get()).orElse("");
            }
          }
          return "";
        });
  }
}
