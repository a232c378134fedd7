package org.certpublisher.cms;

import org.certpublisher.cert.Der;

/** Reads a value of userSMIMECertificate in every form found in the wild. */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class SmimeDecoder {
  private SmimeDecoder() {}

  /** Decodes one value; signatures in it are not checked, its content is ignored (RFC 2798). */
  public static SmimeValue decode(Der value) throws MalformedSmimeException {
    throw new MalformedSmimeException("not built yet: " + value);
  }
}
