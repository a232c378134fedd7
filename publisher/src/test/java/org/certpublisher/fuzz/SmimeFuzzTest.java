package org.certpublisher.fuzz;

import java.io.IOException;
import java.util.List;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cms.CertsOnlyEncoder;
import org.certpublisher.cms.MalformedSmimeException;
import org.certpublisher.cms.SmimeDecoder;
import org.certpublisher.cms.SmimeValue;
import org.junit.jupiter.api.Test;

/** Values of userSMIMECertificate; what decodes is encoded again and says the same. */
public final class SmimeFuzzTest {
  /** Loads all classes while no input is timed. */
  public static void fuzzerInitialize() throws IOException {
    Seeds.replay(SmimeFuzzTest.class, SmimeFuzzTest::fuzzerTestOneInput);
  }

  public static void fuzzerTestOneInput(byte[] bytes) {
    try {
      SmimeValue value = SmimeDecoder.decode(Der.copyOf(bytes));
      if (!value.certificates().isEmpty()) {
        List<Der> all = value.certificates().stream().map(Certificate::der).toList();
        CertsOnlyEncoder encoder = new CertsOnlyEncoder();
        SmimeValue again = SmimeDecoder.decode(encoder.encode(all.get(0), all));
        if (!encoder.matches(again, all.get(0), all)) {
          throw new IllegalStateException("what was read is not what is written");
        }
      }
    } catch (MalformedSmimeException e) {
      return;
    }
  }

  @Test
  void theSeedsDoNoHarm() throws IOException {
    fuzzerInitialize();
  }
}
