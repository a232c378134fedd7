package org.certpublisher.source.file;

import java.util.Set;
import org.certpublisher.cert.Der;

/**
 * One block of a PEM text (RFC 7468).
 *
 * @param label what stands after BEGIN
 * @param content the decoded bytes; empty for labels that hold neither certificates nor PKCS#7, of
 *     private keys above all, which are never decoded
 * @param problem what is wrong with the block, or empty
 */
public record PemBlock(String label, Der content, String problem) {
  private static final Set<String> CERTIFICATE =
      Set.of("CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE");
  private static final Set<String> SIGNED_DATA = Set.of("PKCS7", "CMS", "PKCS #7 SIGNED DATA");

  /** Whether the label promises a certificate. */
  public boolean isCertificate() {
    return CERTIFICATE.contains(label);
  }

  /** Whether the label promises PKCS#7. */
  public boolean isSignedData() {
    return SIGNED_DATA.contains(label);
  }

  /** Whether the label promises a private key of any kind. */
  public boolean isPrivateKey() {
    return isPrivateKey(label);
  }

  /** Whether the block was whole and its base64 sound. */
  public boolean isSound() {
    return problem.isEmpty();
  }

  static boolean isPrivateKey(String label) {
    return label.endsWith("PRIVATE KEY");
  }
}
