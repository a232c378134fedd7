package org.certpublisher.it;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.certpublisher.cert.Der;

/**
 * Values for the two attributes: certificates of one throw-away CA, told apart by their serials.
 */
final class Values {
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

  private final KeyPair key;
  private final ContentSigner signer;

  Values() {
    try {
      key = KeyPairGenerator.getInstance("EC").generateKeyPair();
      signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate());
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A certificate; another for another serial number or name. */
  Der certificate(long serial, String name) {
    try {
      return Der.wrap(
          new JcaX509v3CertificateBuilder(
                  new X500Name("CN=Throw-away CA"),
                  BigInteger.valueOf(serial),
                  Date.from(FROM),
                  Date.from(FROM.plusSeconds(31_536_000)),
                  new X500Name("CN=" + name),
                  key.getPublic())
              .build(signer)
              .getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
