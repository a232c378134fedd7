package org.certpublisher.cert.authority;

import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.RSAEngine;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.Ed448Signer;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.bouncycastle.crypto.signers.RSADigestSigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.certpublisher.cert.asn1.Asn1Element;
import org.certpublisher.cert.asn1.MalformedAsn1Exception;

/**
 * The signature algorithms that prove an issuer: RSA, RSA-PSS, ECDSA, Ed25519 and Ed448. MD2 and
 * MD5 prove nothing. SHA-1 is still taken: certificates of ours that carry it are old, must be
 * withdrawn when they expire, and forging one takes a CA that still signs with it.
 */
final class SignatureAlgorithms {
  private static final String RSA_PSS = "1.2.840.113549.1.1.10";
  private static final String ED25519 = "1.3.101.112";
  private static final String ED448 = "1.3.101.113";

  private static final String SHA_1 = "1.3.14.3.2.26";
  private static final String SHA_2 = "2.16.840.1.101.3.4.2.";
  private static final Map<String, String> RSA =
      Map.of(
          "1.2.840.113549.1.1.5", SHA_1,
          "1.3.14.3.2.29", SHA_1,
          "1.2.840.113549.1.1.14", SHA_2 + 4,
          "1.2.840.113549.1.1.11", SHA_2 + 1,
          "1.2.840.113549.1.1.12", SHA_2 + 2,
          "1.2.840.113549.1.1.13", SHA_2 + 3,
          "2.16.840.1.101.3.4.3.14", SHA_2 + 8,
          "2.16.840.1.101.3.4.3.15", SHA_2 + 9,
          "2.16.840.1.101.3.4.3.16", SHA_2 + 10);
  private static final Map<String, String> ECDSA =
      Map.of(
          "1.2.840.10045.4.1", SHA_1,
          "1.2.840.10045.4.3.1", SHA_2 + 4,
          "1.2.840.10045.4.3.2", SHA_2 + 1,
          "1.2.840.10045.4.3.3", SHA_2 + 2,
          "1.2.840.10045.4.3.4", SHA_2 + 3,
          "2.16.840.1.101.3.4.3.10", SHA_2 + 8,
          "2.16.840.1.101.3.4.3.11", SHA_2 + 9,
          "2.16.840.1.101.3.4.3.12", SHA_2 + 10);

  private SignatureAlgorithms() {}

  /** A fresh signer for the parts of an AlgorithmIdentifier. */
  static Signer signer(List<Asn1Element> algorithm) throws MalformedAsn1Exception {
    String name = algorithm.get(0).objectIdentifier();
    if (RSA.containsKey(name)) {
      String hash = RSA.getOrDefault(name, "");
      return new RSADigestSigner(digest(hash), new ASN1ObjectIdentifier(hash));
    }
    if (ECDSA.containsKey(name)) {
      return new DSADigestSigner(
          new ECDSASigner(), digest(ECDSA.getOrDefault(name, "")), StandardDSAEncoding.INSTANCE);
    }
    return switch (name) {
      case ED25519 -> new Ed25519Signer();
      case ED448 -> new Ed448Signer(new byte[0]);
      case RSA_PSS -> pss(algorithm);
      default -> throw new MalformedAsn1Exception("signature algorithm " + name);
    };
  }

  private static Signer pss(List<Asn1Element> algorithm) throws MalformedAsn1Exception {
    if (algorithm.size() != 2) {
      throw new MalformedAsn1Exception("RSA-PSS without parameters");
    }
    RSASSAPSSparams params = RSASSAPSSparams.getInstance(algorithm.get(1).encoded());
    AlgorithmIdentifier mask =
        AlgorithmIdentifier.getInstance(params.getMaskGenAlgorithm().getParameters());
    return new PSSSigner(
        new RSAEngine(),
        digest(params.getHashAlgorithm().getAlgorithm().getId()),
        digest(mask.getAlgorithm().getId()),
        params.getSaltLength().intValueExact());
  }

  private static Digest digest(String name) throws MalformedAsn1Exception {
    return switch (name) {
      case SHA_1 -> new SHA1Digest();
      case SHA_2 + 4 -> new SHA224Digest();
      case SHA_2 + 1 -> new SHA256Digest();
      case SHA_2 + 2 -> new SHA384Digest();
      case SHA_2 + 3 -> new SHA512Digest();
      case SHA_2 + 8 -> new SHA3Digest(256);
      case SHA_2 + 9 -> new SHA3Digest(384);
      case SHA_2 + 10 -> new SHA3Digest(512);
      default -> throw new MalformedAsn1Exception("hash algorithm " + name);
    };
  }
}
