package org.certpublisher.cert;

/**
 * The kind of a certificate's key and its size.
 *
 * @param bits modulus length of RSA, field size of EC, in bits; 0 where it has no meaning
 */
public record PublicKeyInfo(Kind kind, int bits) {
  /** The algorithm of the SubjectPublicKeyInfo (RFC 3279, RFC 4055, RFC 5480, RFC 8410). */
  public enum Kind {
    /** rsaEncryption: can transport a content key. */
    RSA,
    /** id-RSASSA-PSS: signs only. */
    RSA_PSS,
    /** id-ecPublicKey: can agree on a content key. */
    EC,
    /** Ed25519 or Ed448: signs only. */
    EDWARDS,
    /** X25519 or X448: agrees on a key, but no measured mail client takes it. */
    MONTGOMERY,
    /** Any other. */
    OTHER
  }
}
