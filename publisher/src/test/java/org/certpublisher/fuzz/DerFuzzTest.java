package org.certpublisher.fuzz;

import java.io.IOException;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.x509.CertificateParser;
import org.certpublisher.cert.x509.MalformedCertificateException;
import org.junit.jupiter.api.Test;

/** Certificates. */
public final class DerFuzzTest {
  /** Loads all classes while no input is timed. */
  public static void fuzzerInitialize() throws IOException {
    Seeds.replay(DerFuzzTest.class, DerFuzzTest::fuzzerTestOneInput);
  }

  public static void fuzzerTestOneInput(byte[] bytes) {
    Certificate certificate;
    try {
      certificate = CertificateParser.parse(Der.copyOf(bytes));
    } catch (MalformedCertificateException e) {
      return;
    }
    String text =
        certificate.summary()
            + certificate.toString()
            + certificate.subject()
            + certificate.issuance();
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalStateException("a control character gets through: " + text);
    }
    for (Mailbox mailbox : certificate.subject().mailboxes()) {
      if (!Mailbox.isAddress(mailbox.address())) {
        throw new IllegalStateException("no address: " + mailbox);
      }
    }
  }

  @Test
  void theSeedsDoNoHarm() throws IOException {
    fuzzerInitialize();
  }
}
