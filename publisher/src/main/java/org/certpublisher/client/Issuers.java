package org.certpublisher.client;

/** What a client has of the CAs between the certificate and the root it trusts. */
public enum Issuers {
  /** They are installed in it, or the root itself issued. */
  KNOWN,
  /** They stand in {@code cACertificate} at their own subject DN: gpgsm fetches them from there. */
  IN_DIRECTORY,
  /** It has none and finds none: the chain does not travel with userCertificate. */
  UNKNOWN
}
