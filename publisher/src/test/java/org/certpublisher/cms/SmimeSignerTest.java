package org.certpublisher.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.smime.SMIMECapabilitiesAttribute;
import org.bouncycastle.asn1.smime.SMIMECapabilityVector;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.util.CollectionStore;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.testing.TestCa;
import org.certpublisher.testing.TestKey;
import org.junit.jupiter.api.Test;

final class SmimeSignerTest {
  private static final String STANDARD = "1.2.840.113549.1.9.16.2.11";
  private static final String MICROSOFT = "1.3.6.1.4.1.311.16.4";

  private final TestCa root = TestCa.create("Corp CA");
  private final TestCa sub = root.subCa("Sub CA");
  private final Certificate leaf = sub.issue("alice@example.com");
  private final List<Der> chain = List.of(sub.certificate().der());
  private final Certificate signing = signing("publisher@example.com");

  private Certificate signing(String mailbox) {
    return root.leaf(mailbox).key(TestKey.Kind.RSA).usage(KeyUsage.digitalSignature).issue();
  }

  private static SmimeSigner signer(Certificate certificate) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    byte[] pkcs8 = TestKey.of(TestKey.Kind.RSA, "subject").pkcs8();
    store.setKeyEntry(
        "signer",
        KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)),
        "secret".toCharArray(),
        new java.security.cert.Certificate[] {
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(certificate.der().toBytes()))
        });
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, "secret".toCharArray());
    return SmimeSigner.fromPkcs12(out.toByteArray(), "secret".toCharArray());
  }

  /** The same content from another hand: other order, BER, a signing time. */
  private Der other(Certificate by, int capability, Certificate preferred, Certificate... all)
      throws Exception {
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addCertificates(
        new CollectionStore<>(
            Stream.of(all)
                .map(one -> new X509CertificateHolder(one.der().toBytes(), true))
                .toList()));
    IssuerAndSerialNumber name =
        new IssuerAndSerialNumber(
            X500Name.getInstance(preferred.issuance().issuer().toBytes()),
            preferred.issuance().serialNumber());
    SMIMECapabilityVector capabilities = new SMIMECapabilityVector();
    for (int last = capability; last > 0; last -= 20) {
      capabilities.addCapability(new ASN1ObjectIdentifier("2.16.840.1.101.3.4.1." + last));
    }
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    attributes.add(new SMIMECapabilitiesAttribute(capabilities));
    attributes.add(
        new Attribute(
            new ASN1ObjectIdentifier(STANDARD), new DERSet(new DERTaggedObject(false, 0, name))));
    attributes.add(new Attribute(new ASN1ObjectIdentifier(MICROSOFT), new DERSet(name)));
    SignerInfoGeneratorBuilder builder =
        new SignerInfoGeneratorBuilder(new BcDigestCalculatorProvider());
    builder.setSignedAttributeGenerator(
        new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)));
    generator.addSignerInfoGenerator(
        builder.build(
            TestKey.of(TestKey.Kind.RSA, "subject").signer(TestKey.Hash.SHA256),
            new X509CertificateHolder(by.der().toBytes())));
    return Der.wrap(
        generator.generate(new CMSProcessableByteArray(new byte[3]), true).getEncoded());
  }

  @Test
  void theHoldersCertificateIsTheLeafAndNotTheSigners() throws Exception {
    SmimeValue found = SmimeDecoder.decode(signer(signing).encode(leaf.der(), chain));
    assertThat(found.certificates()).containsExactlyInAnyOrder(leaf, sub.certificate(), signing);
    assertThat(found.leafCertificate()).contains(leaf);
    SmimeValue withoutPreference =
        SmimeDecoder.decode(new CertsOnlyEncoder().encode(signing.der(), List.of(leaf.der())));
    assertThat(withoutPreference.leafCertificate()).contains(leaf);
  }

  @Test
  void whatTheSignatureIsDoesNotMatterWhenSignerAndStatementsAreTheSame() throws Exception {
    SmimeSigner signer = signer(signing);
    Der same = other(signing, 42, leaf, signing, sub.certificate(), leaf);
    assertThat(same).isNotEqualTo(signer.encode(leaf.der(), chain));
    assertThat(signer.matches(SmimeDecoder.decode(same), leaf.der(), chain)).isTrue();
  }

  @Test
  void anotherSignerAnotherStatementOrOtherCertificatesDoNotMatch() throws Exception {
    SmimeSigner signer = signer(signing);
    Certificate second = signing("publisher@example.com");
    Certificate bob = sub.issue("bob@example.com");
    List<Der> different =
        List.of(
            other(second, 42, leaf, signing, sub.certificate(), leaf),
            other(signing, 22, leaf, signing, sub.certificate(), leaf),
            other(signing, 42, bob, signing, sub.certificate(), leaf),
            other(signing, 42, leaf, sub.certificate(), leaf),
            other(signing, 42, leaf, signing, leaf),
            new CertsOnlyEncoder().encode(leaf.der(), List.of(chain.get(0), signing.der())));
    for (Der value : different) {
      assertThat(signer.matches(SmimeDecoder.decode(value), leaf.der(), chain)).isFalse();
    }
  }

  @Test
  void onlyItsOwnValuesAreKnownAsSignedByIt() throws Exception {
    SmimeSigner signer = signer(signing);
    SmimeValue own = SmimeDecoder.decode(signer.encode(leaf.der(), chain));
    SmimeValue holders = SmimeDecoder.decode(other(leaf, 42, leaf, leaf));
    assertThat(signer.signed(own)).isTrue();
    assertThat(signer.signed(holders)).isFalse();
    assertThat(new CertsOnlyEncoder().signed(own)).isFalse();
    assertThat(signer.adds(signing)).isTrue();
    assertThat(signer.adds(leaf)).isFalse();
  }

  @Test
  void aSignerThatCouldEncryptIsRefused() {
    Certificate both =
        root.leaf("publisher@example.com")
            .key(TestKey.Kind.RSA)
            .usage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)
            .issue();
    assertThatExceptionOfType(SigningKeyException.class)
        .isThrownBy(() -> signer(both))
        .withMessageContaining("publisher@example.com")
        .withMessageContaining("use one for signing alone");
  }
}
