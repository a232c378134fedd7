package org.certpublisher.cms;

import java.util.List;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;

/** Makes the value of userSMIMECertificate for one certificate. Same input, same bytes. */
public interface SmimeEncoder {
  /** The most bytes that Active Directory takes in one value (rangeUpper of both attributes). */
  int MAX_VALUE_BYTES = 32_768;

  /**
   * The value that holds the leaf and its chain.
   *
   * @param leaf the certificate to encrypt to
   * @param chain the certificates above it, root left out
   */
  Der encode(Der leaf, List<Der> chain);

  /**
   * Whether a value found in the directory says what {@link #encode} would: same certificates, and
   * for a signing encoder also the same signer and signed attributes.
   */
  boolean matches(SmimeValue found, Der leaf, List<Der> chain);

  /** Whether this encoder, and not the holder's mail program, signed a value. */
  boolean signed(SmimeValue found);

  /** Whether a certificate is in every value beside leaf and chain: that of the signer. */
  boolean adds(Certificate certificate);
}
