package org.certpublisher.source.crl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.asn1.Asn1Element;
import org.certpublisher.cert.asn1.MalformedAsn1Exception;
import org.certpublisher.source.RevocationList;
import org.certpublisher.source.RevocationList.Kind;
import org.certpublisher.testing.TestCa;
import org.certpublisher.testing.TestCrl;
import org.junit.jupiter.api.Test;

final class ListReaderTest {
  private final TestCa ca = TestCa.create("Corp CA");
  private final ListReader reader = new ListReader(List.of(ca.authority()));

  private RevocationList read(TestCrl crl) {
    return reader.read(crl.der()).orElseThrow();
  }

  @Test
  void aListOfOursIsKnownByTheKeyThatSignedIt() {
    RevocationList list = read(ca.crl().number(7));
    assertThat(list.signer()).contains(ca.certificate().publicKey().encoded().sha256());
    assertThat(list.issuer()).isEqualTo("O=Example,CN=Corp CA");
    assertThat(list.nextUpdate()).contains(TestCa.NOW.plus(Duration.ofDays(7)));
    assertThat(list.edition().name()).isEqualTo("CRL number 7 of the directory");
  }

  @Test
  void aListThatOnlyBearsOurNameHasNoSigner() {
    assertThat(read(ca.impostor().crl().number(7)).signer()).isEmpty();
    assertThat(read(TestCa.create("Other CA").crl()).signer()).isEmpty();
  }

  @Test
  void completeDeltaAndAuthorityListsAreToldApart() {
    assertThat(read(ca.crl()).kind()).isEqualTo(Kind.COMPLETE);
    assertThat(read(ca.crl().delta(1)).kind()).isEqualTo(Kind.DELTA);
    assertThat(read(ca.crl().distributionPoint("http://x", false, true)).kind())
        .isEqualTo(Kind.AUTHORITIES);
    assertThat(read(ca.crl().distributionPoint("http://x", true, false)).kind())
        .isEqualTo(Kind.COMPLETE);
    assertThat(read(ca.crl().delta(1)).edition().list())
        .isNotEqualTo(read(ca.crl()).edition().list());
  }

  @Test
  void theBytesAreThoseThatWereGiven() {
    Der der = ca.crl().number(7).der();
    assertThat(reader.read(der)).map(RevocationList::der).contains(der);
  }

  @Test
  void whatIsNoListIsNone() {
    assertThat(reader.read(Der.wrap(new byte[0]))).isEmpty();
    assertThat(reader.read(Der.wrap(new byte[1]))).isEmpty();
    assertThat(reader.read(ca.certificate().der())).isEmpty();
    byte[] pem = "-----BEGIN X509 CRL-----\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(reader.read(Der.wrap(pem))).isEmpty();
  }

  @Test
  void aListWhoseSignedPartIsDamagedIsNeverOurs() throws MalformedAsn1Exception {
    Der list = ca.crl().number(7).der();
    byte[] good = list.toBytes();
    int signed = Asn1Element.readDer(list.view()).children().get(0).encoded().length;
    int from = good.length - Asn1Element.readDer(list.view()).contentBytes().length;
    Random random = new Random(1);
    for (int round = 0; round < 500; round++) {
      byte[] bad = Arrays.copyOf(good, good.length);
      bad[from + random.nextInt(signed)] ^= (byte) (1 << random.nextInt(8));
      Optional<RevocationList> read = reader.read(Der.wrap(bad));
      assertThat(read.flatMap(RevocationList::signer)).isEmpty();
    }
  }
}
