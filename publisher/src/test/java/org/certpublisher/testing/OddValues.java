package org.certpublisher.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
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
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.util.CollectionStore;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cms.SigningKeyException;
import org.certpublisher.cms.SmimeSigner;

/** Values of userSMIMECertificate as other programs write them. */
public final class OddValues {
  private static final String AES_CBC = "2.16.840.1.101.3.4.1.";

  private OddValues() {}

  /**
   * As Outlook signs one: BER, a signing time, the preferred certificate named twice.
   *
   * @param capability the last arc of the first AES algorithm it states, 42, 22 or 2
   */
  public static Der signed(
      Certificate by, int capability, Certificate preferred, Certificate... all) {
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addCertificates(
          new CollectionStore<>(
              Stream.of(all)
                  .map(
                      one ->
                          new X509CertificateHolder(
                              org.bouncycastle.asn1.x509.Certificate.getInstance(
                                  one.der().toBytes())))
                  .toList()));
      SignerInfoGeneratorBuilder builder =
          new SignerInfoGeneratorBuilder(new BcDigestCalculatorProvider());
      builder.setSignedAttributeGenerator(
          new DefaultSignedAttributeTableGenerator(attributes(capability, preferred)));
      generator.addSignerInfoGenerator(
          builder.build(
              TestKey.of(TestKey.Kind.RSA, "subject").signer(TestKey.Hash.SHA256),
              new X509CertificateHolder(by.der().toBytes())));
      byte[] body = "Empty Body".getBytes(StandardCharsets.US_ASCII);
      return Der.wrap(generator.generate(new CMSProcessableByteArray(body), true).getEncoded());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static AttributeTable attributes(int capability, Certificate preferred) {
    IssuerAndSerialNumber name =
        new IssuerAndSerialNumber(
            X500Name.getInstance(preferred.issuance().issuer().toBytes()),
            preferred.issuance().serialNumber());
    SMIMECapabilityVector capabilities = new SMIMECapabilityVector();
    for (int last = capability; last > 0; last -= 20) {
      capabilities.addCapability(new ASN1ObjectIdentifier(AES_CBC + last));
    }
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    attributes.add(new SMIMECapabilitiesAttribute(capabilities));
    attributes.add(
        new Attribute(
            new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.2.11"),
            new DERSet(new DERTaggedObject(false, 0, name))));
    attributes.add(
        new Attribute(new ASN1ObjectIdentifier("1.3.6.1.4.1.311.16.4"), new DERSet(name)));
    return new AttributeTable(attributes);
  }

  /** As Exchange writes one: blocks of tag and length, the certificate in one of them. */
  public static Der exchange(Certificate certificate) {
    byte[] der = certificate.der().toBytes();
    return Der.wrap(
        ByteBuffer.allocate(8 + 4 + der.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) 1)
            .putShort((short) 8)
            .putInt(1)
            .putShort((short) 8)
            .putShort((short) (4 + der.length))
            .put(der)
            .array());
  }

  /** Our signer with this certificate of an RSA key. */
  public static SmimeSigner signer(Certificate certificate) throws SigningKeyException {
    char[] password = "secret".toCharArray();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      byte[] pkcs8 = TestKey.of(TestKey.Kind.RSA, "subject").pkcs8();
      store.setKeyEntry(
          "signer",
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)),
          password,
          new java.security.cert.Certificate[] {
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate.der().toBytes()))
          });
      store.store(out, password);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return SmimeSigner.fromPkcs12(out.toByteArray(), password);
  }
}
