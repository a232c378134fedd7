package org.certpublisher.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.testing.TestCa;
import org.certpublisher.testing.TestKey;
import org.junit.jupiter.api.Test;

final class SmimeValueTest {
  private final TestCa root = TestCa.create("Corp CA");
  private final TestCa sub = root.subCa("Sub CA");
  private final Certificate leaf = sub.issue("alice@example.com");
  private final List<Der> chain = List.of(sub.certificate().der());
  private final SmimeEncoder encoder = new CertsOnlyEncoder();

  private static CMSSignedDataGenerator generator(List<Der> certificates) throws Exception {
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    for (Der der : certificates) {
      generator.addCertificate(new X509CertificateHolder(der.toBytes()));
    }
    return generator;
  }

  @Test
  void theBytesAreThoseOfAnIndependentDerEncoder() throws Exception {
    long seed = 20261124;
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      List<Der> all = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(4); i++) {
        String pad = "x".repeat(random.nextInt(300));
        all.add(sub.issue(pad + i + "@example.com").der());
      }
      byte[] theirs =
          generator(all)
              .generate(new CMSAbsentContent(), false)
              .toASN1Structure()
              .getEncoded("DER");
      Der ours = encoder.encode(all.get(0), all.subList(1, all.size()));
      assertThat(ours.toBytes()).as("seed %d round %d", seed, round).isEqualTo(theirs);
    }
  }

  @Test
  void whatIsEncodedDecodesToTheSame() throws Exception {
    Der value = encoder.encode(leaf.der(), chain);
    SmimeValue decoded = SmimeDecoder.decode(value);
    assertThat(decoded.form()).isEqualTo(SmimeValue.Form.CERTS_ONLY);
    assertThat(decoded.certificates()).containsExactlyInAnyOrder(leaf, sub.certificate());
    assertThat(decoded.leafCertificate()).contains(leaf);
    assertThat(decoded.leaves()).containsExactly(leaf);
    assertThat(encoder.matches(decoded, leaf.der(), chain)).isTrue();
    assertThat(encoder.matches(decoded, leaf.der(), List.of())).isFalse();
    assertThat(encoder.matches(decoded, sub.issue("b@x").der(), chain)).isFalse();
  }

  @Test
  void theOrderOfTheChainDoesNotMatterAndACertificateIsNeverTwice() {
    Der a = sub.certificate().der();
    Der b = root.certificate().der();
    Der value = encoder.encode(leaf.der(), List.of(a, b));
    assertThat(encoder.encode(leaf.der(), List.of(b, a, leaf.der(), b))).isEqualTo(value);
  }

  @Test
  void indefiniteLengthsAndCrlsAreRead() throws Exception {
    CMSSignedDataGenerator generator = generator(List.of(leaf.der(), chain.get(0)));
    generator.addCRL(new X509CRLHolder(sub.crl().number(1).der().toBytes()));
    byte[] ber =
        generator
            .generate(new CMSProcessableByteArray(new byte[3000]), true)
            .toASN1Structure()
            .getEncoded("BER");
    assertThat(ber[1]).isEqualTo((byte) 0x80);
    SmimeValue decoded = SmimeDecoder.decode(Der.wrap(ber));
    assertThat(decoded.certificates()).containsExactlyInAnyOrder(leaf, sub.certificate());
    assertThat(encoder.matches(decoded, leaf.der(), chain)).isTrue();
  }

  private Der outlook(Certificate preferred, boolean standard, Certificate... all)
      throws Exception {
    List<Der> certificates = Arrays.stream(all).map(Certificate::der).toList();
    CMSSignedDataGenerator generator = generator(certificates);
    IssuerAndSerialNumber name =
        new IssuerAndSerialNumber(
            X500Name.getInstance(preferred.issuance().issuer().toBytes()),
            preferred.issuance().serialNumber());
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    attributes.add(
        standard
            ? new Attribute(
                new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.2.11"),
                new DERSet(new DERTaggedObject(false, 0, name)))
            : new Attribute(new ASN1ObjectIdentifier("1.3.6.1.4.1.311.16.4"), new DERSet(name)));
    SignerInfoGeneratorBuilder builder =
        new SignerInfoGeneratorBuilder(new BcDigestCalculatorProvider());
    builder.setSignedAttributeGenerator(
        new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)));
    generator.addSignerInfoGenerator(
        builder.build(
            TestKey.of(TestKey.Kind.RSA, "subject").signer(TestKey.Hash.SHA256),
            new X509CertificateHolder(all[0].der().toBytes())));
    byte[] body = "Empty Body".getBytes(StandardCharsets.US_ASCII);
    return Der.wrap(generator.generate(new CMSProcessableByteArray(body), true).getEncoded());
  }

  @Test
  void theSignedKeyPreferenceNamesTheLeaf() throws Exception {
    Certificate other = sub.issue("alice@example.com");
    Certificate signing = sub.leaf("alice@example.com").usage(KeyUsage.digitalSignature).issue();
    for (boolean standard : new boolean[] {true, false}) {
      for (Certificate preferred : List.of(leaf, other)) {
        SmimeValue decoded =
            SmimeDecoder.decode(
                outlook(preferred, standard, signing, leaf, other, sub.certificate()));
        assertThat(decoded.form()).isEqualTo(SmimeValue.Form.SIGNED);
        assertThat(decoded.certificates()).hasSize(4);
        assertThat(decoded.leafCertificate()).contains(preferred);
      }
    }
  }

  @Test
  void aPreferenceForAnAbsentCertificateIsPassedOver() throws Exception {
    Certificate signing = sub.leaf("alice@example.com").usage(KeyUsage.digitalSignature).issue();
    SmimeValue decoded =
        SmimeDecoder.decode(outlook(sub.issue("gone@x"), true, signing, leaf, sub.certificate()));
    assertThat(decoded.leafCertificate()).contains(leaf);
    SmimeValue only = SmimeDecoder.decode(encoder.encode(signing.der(), chain));
    assertThat(only.leafCertificate()).contains(signing);
    SmimeValue none = SmimeDecoder.decode(encoder.encode(sub.certificate().der(), List.of()));
    assertThat(none.leafCertificate()).isEmpty();
  }

  @Test
  void aBareCertificateIsReadAndDoesNotMatch() throws Exception {
    SmimeValue decoded = SmimeDecoder.decode(leaf.der());
    assertThat(decoded.form()).isEqualTo(SmimeValue.Form.BARE_CERTIFICATE);
    assertThat(decoded.leafCertificate()).contains(leaf);
    assertThat(encoder.matches(decoded, leaf.der(), List.of())).isFalse();
  }

  private static byte[] block(int tag, byte[] data) {
    return ByteBuffer.allocate(4 + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) tag)
        .putShort((short) (4 + data.length))
        .put(data)
        .array();
  }

  @Test
  void exchangesBlocksAreRead() throws Exception {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    value.write(block(1, new byte[] {1, 0, 0, 0}));
    value.write(block(2, new byte[] {0x30, 0x00}));
    value.write(block(8, leaf.der().toBytes()));
    value.write(block(9, new byte[20]));
    SmimeValue decoded = SmimeDecoder.decode(Der.wrap(value.toByteArray()));
    assertThat(decoded.form()).isEqualTo(SmimeValue.Form.EXCHANGE);
    assertThat(decoded.leafCertificate()).contains(leaf);
    assertThat(encoder.matches(decoded, leaf.der(), List.of())).isFalse();
  }

  @Test
  void everythingElseIsMalformed() {
    byte[] good = encoder.encode(leaf.der(), chain).toBytes();
    for (int length = 0; length < good.length; length += 11) {
      Der part = Der.wrap(Arrays.copyOf(good, length));
      assertThatThrownBy(() -> SmimeDecoder.decode(part))
          .isInstanceOf(MalformedSmimeException.class);
    }
    byte[] nested = new byte[100_000];
    for (int i = 0; i < nested.length; i += 2) {
      nested[i] = 0x30;
      nested[i + 1] = (byte) 0x80;
    }
    assertThatThrownBy(() -> SmimeDecoder.decode(Der.wrap(nested)))
        .isInstanceOf(MalformedSmimeException.class)
        .hasMessageContaining("nested deeper");
    Der text = Der.wrap("-----BEGIN PKCS7-----".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> SmimeDecoder.decode(text)).isInstanceOf(MalformedSmimeException.class);
  }
}
