package org.certpublisher.demo;

import java.security.PublicKey;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.certpublisher.cert.Validity;

/**
 * What a certificate is to say.
 *
 * @param keyUsage the bits as {@link KeyUsage} numbers them
 */
record Order(
    String commonName, List<String> mailboxes, PublicKey key, Validity validity, int keyUsage) {
  /** The key usage of one key for both signing and encryption. */
  static final int BOTH = KeyUsage.digitalSignature | KeyUsage.keyEncipherment;

  /** The key usage of a signing key. */
  static final int SIGNING = KeyUsage.digitalSignature | KeyUsage.nonRepudiation;

  /** The key usage of an RSA encryption key. */
  static final int ENCRYPTION = KeyUsage.keyEncipherment;

  /** The key usage of an EC key for both. */
  static final int AGREEMENT = KeyUsage.digitalSignature | KeyUsage.keyAgreement;
}
