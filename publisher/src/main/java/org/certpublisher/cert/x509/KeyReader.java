package org.certpublisher.cert.x509;

import java.util.List;
import java.util.Map;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.PublicKey;
import org.certpublisher.cert.PublicKeyInfo;
import org.certpublisher.cert.asn1.Asn1Element;
import org.certpublisher.cert.asn1.MalformedAsn1Exception;

/** Reads a SubjectPublicKeyInfo as far as kind and size (RFC 3279, RFC 5480, RFC 8410). */
final class KeyReader {
  private static final Map<String, PublicKeyInfo.Kind> KINDS =
      Map.of(
          "1.2.840.113549.1.1.1", PublicKeyInfo.Kind.RSA,
          "2.5.8.1.1", PublicKeyInfo.Kind.RSA,
          "1.2.840.113549.1.1.10", PublicKeyInfo.Kind.RSA_PSS,
          "1.2.840.10045.2.1", PublicKeyInfo.Kind.EC,
          "1.3.101.112", PublicKeyInfo.Kind.EDWARDS,
          "1.3.101.113", PublicKeyInfo.Kind.EDWARDS,
          "1.3.101.110", PublicKeyInfo.Kind.MONTGOMERY,
          "1.3.101.111", PublicKeyInfo.Kind.MONTGOMERY);

  /** Field sizes of the named curves that CAs use. */
  private static final Map<String, Integer> CURVES =
      Map.of(
          "1.2.840.10045.3.1.1", 192,
          "1.3.132.0.33", 224,
          "1.2.840.10045.3.1.7", 256,
          "1.3.132.0.10", 256,
          "1.3.132.0.34", 384,
          "1.3.132.0.35", 521,
          "1.3.36.3.3.2.8.1.1.7", 256,
          "1.3.36.3.3.2.8.1.1.11", 384,
          "1.3.36.3.3.2.8.1.1.13", 512);

  private KeyReader() {}

  static PublicKey read(Asn1Element info, Der subjectKeyId) throws MalformedAsn1Exception {
    List<Asn1Element> parts = info.expect(Asn1Element.SEQUENCE, "the public key").children();
    if (parts.size() != 2) {
      throw new MalformedAsn1Exception(parts.size() + " parts where a public key has 2");
    }
    List<Asn1Element> algorithm =
        parts.get(0).expect(Asn1Element.SEQUENCE, "the key's algorithm").children();
    if (algorithm.isEmpty()) {
      throw new MalformedAsn1Exception("a public key without an algorithm");
    }
    String type =
        algorithm
            .get(0)
            .expect(Asn1Element.OBJECT_IDENTIFIER, "the key's algorithm")
            .objectIdentifier();
    PublicKeyInfo.Kind kind = KINDS.getOrDefault(type, PublicKeyInfo.Kind.OTHER);
    byte[] key = parts.get(1).expect(Asn1Element.BIT_STRING, "the key").bits();
    int bits =
        switch (kind) {
          case RSA, RSA_PSS -> modulusLength(key);
          case EC -> fieldSize(algorithm);
          case EDWARDS, MONTGOMERY, OTHER -> 0;
        };
    return new PublicKey(new PublicKeyInfo(kind, bits), Der.wrap(info.encoded()), subjectKeyId);
  }

  private static int modulusLength(byte[] key) throws MalformedAsn1Exception {
    List<Asn1Element> numbers =
        Asn1Element.readDer(key).expect(Asn1Element.SEQUENCE, "an RSA key").children();
    if (numbers.size() != 2) {
      throw new MalformedAsn1Exception("an RSA key without modulus and exponent");
    }
    return numbers.get(0).expect(Asn1Element.INTEGER, "the modulus").integer().bitLength();
  }

  private static int fieldSize(List<Asn1Element> algorithm) throws MalformedAsn1Exception {
    if (algorithm.size() < 2 || !algorithm.get(1).is(Asn1Element.OBJECT_IDENTIFIER)) {
      return 0;
    }
    return CURVES.getOrDefault(algorithm.get(1).objectIdentifier(), 0);
  }
}
