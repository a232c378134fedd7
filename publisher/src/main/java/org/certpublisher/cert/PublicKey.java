package org.certpublisher.cert;

/**
 * A certificate's public key.
 *
 * @param info kind and size
 * @param encoded the SubjectPublicKeyInfo as DER
 * @param subjectKeyId the subjectKeyIdentifier extension, or empty bytes
 */
public record PublicKey(PublicKeyInfo info, Der encoded, Der subjectKeyId) {}
