package org.certpublisher.source.crl;

import java.math.BigInteger;
import org.certpublisher.cert.asn1.MalformedAsn1Exception;
import org.certpublisher.source.file.MalformedDerException;

/** Gives bytes to the reader of CRLs; its signature is not looked at, so that all of it is read. */
public final class CrlFuzz {
  private CrlFuzz() {}

  /** Whatever the bytes are, they are read or refused, and so is each entry. */
  public static void read(byte[] bytes) {
    try {
      Crl crl = Crl.parse(bytes);
      String text = crl.name() + crl.extensions().scope().points();
      CrlEntries entries = crl.index();
      for (int serial = 0; serial < 16; serial++) {
        text += entries.find(BigInteger.valueOf(serial));
      }
      if (text.isEmpty() || entries.size() < 0) {
        throw new IllegalStateException("nothing was read");
      }
    } catch (RefusedCrlException | MalformedDerException | MalformedAsn1Exception e) {
      if (e.getMessage() == null || e.getMessage().chars().anyMatch(Character::isISOControl)) {
        throw new IllegalStateException("a message that cannot be shown", e);
      }
    }
  }
}
