package org.certpublisher.cert.asn1;

import static org.assertj.core.api.Assertions.assertThat;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Asn1ElementTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0",
        "0.9.2342.19200300.100.1.1",
        "1.39",
        "1.2.840.113549.1.9.1",
        "2.0",
        "2.39.1",
        "2.5.4.3",
        "2.999.3",
        "1.3.6.1.4.1.311.21.8.72057594037927935.72057594037927936",
        "2.72057594037927855",
        "2.72057594037927856",
        "1.2.9223372036854775807.9223372036854775808",
        "2.25.329800735698586629295641978511506172918",
        "2.329800735698586629295641978511506172918",
      })
  void objectIdentifiersOfAnySizeAreRead(String text) throws Exception {
    byte[] der = new ASN1ObjectIdentifier(text).getEncoded();
    assertThat(Asn1Element.readDer(der).objectIdentifier()).isEqualTo(text);
  }
}
