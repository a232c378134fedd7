package org.certpublisher.cms;

import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A value of userSMIMECertificate by its content.
 *
 * @param form in which form it was found
 * @param certificates every certificate in it, in the order found
 * @param leaf the certificate that a sender is to encrypt to: the one that the signed key
 *     preference names, else the first that can encrypt, else the first that is no CA; null when
 *     there is none
 * @param signatures who signed it; empty unless the form is SIGNED
 */
public record SmimeValue(
    Form form,
    List<Certificate> certificates,
    @Nullable Sha256 leaf,
    List<SmimeSignature> signatures) {
  /** The forms found in the wild. */
  public enum Form {
    /** SignedData without signers (RFC 8551, section 3.8): what we write. */
    CERTS_ONLY,
    /** SignedData with a signer, as Outlook writes it. */
    SIGNED,
    /** A certificate without any wrapping. */
    BARE_CERTIFICATE,
    /** Exchange's tag and length form (MS-OXOABK, section 2.2.4.36). Never rewritten. */
    EXCHANGE
  }

  /** Copies its collections. */
  public SmimeValue {
    certificates = List.copyOf(certificates);
    signatures = List.copyOf(signatures);
  }

  /** The certificate that a sender is to encrypt to, if there is one. */
  public Optional<Certificate> leafCertificate() {
    return certificates.stream().filter(c -> c.sha256().equals(leaf)).findFirst();
  }

  /**
   * Every certificate that is no CA: the value is ours only if all of them are, those aside that
   * the encoder adds to every value.
   */
  public List<Certificate> leaves() {
    return certificates.stream().filter(c -> !c.usage().ca()).toList();
  }
}
