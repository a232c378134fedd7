package org.certpublisher.cert;

import java.math.BigInteger;
import java.util.List;

/**
 * Who issued a certificate, and under what number.
 *
 * @param issuer the issuer as DER Name
 * @param text the issuer for people (RFC 4514); never compared
 * @param serialNumber the serial number; negative ones occur and are kept
 * @param authorityKeyId the keyIdentifier of the authorityKeyIdentifier extension, or empty bytes
 * @param crlDistributionPoints the URIs of the cRLDistributionPoints extension
 */
public record Issuance(
    Der issuer,
    String text,
    BigInteger serialNumber,
    Der authorityKeyId,
    List<String> crlDistributionPoints) {
  /** Copies its collections. */
  public Issuance {
    crlDistributionPoints = List.copyOf(crlDistributionPoints);
  }
}
