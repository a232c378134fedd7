package org.certpublisher.demo;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Date;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509ExtensionUtils;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Validity;

/** A CA's key and name, P-256: signs certificates and revocation lists. */
final class Issuer {
  private final KeyPair key;
  private final X500Name name;
  private final Validity validity;

  Issuer(String commonName, KeyPair key, Validity validity) {
    this.key = key;
    this.name = name(commonName);
    this.validity = validity;
  }

  /** A name with the demo's organization; the common name is UTF-8. */
  static X500Name name(String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.C, "DE")
        .addRDN(BCStyle.O, "Example")
        .addRDN(BCStyle.CN, new DERUTF8String(commonName))
        .build();
  }

  X500Name name() {
    return name;
  }

  /** The CA's own, self-signed certificate. */
  Der certificate() throws IOException, GeneralSecurityException {
    X509v3CertificateBuilder builder = builder(BigInteger.ONE, validity, name, publicKey());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    return signed(builder);
  }

  /** A certificate for mail, as ordered. */
  Der issue(BigInteger serialNumber, Order order) throws IOException, GeneralSecurityException {
    X509v3CertificateBuilder builder =
        builder(
            serialNumber,
            order.validity(),
            name(order.commonName()),
            SubjectPublicKeyInfo.getInstance(order.key().getEncoded()));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        extensions().createAuthorityKeyIdentifier(publicKey()));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(order.keyUsage()));
    builder.addExtension(
        Extension.extendedKeyUsage,
        false,
        new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            order.mailboxes().stream()
                .map(mailbox -> new GeneralName(GeneralName.rfc822Name, mailbox))
                .toArray(GeneralName[]::new)));
    return signed(builder);
  }

  /** Signs a revocation list. */
  X509CRLHolder sign(X509v2CRLBuilder list) throws IOException, GeneralSecurityException {
    list.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        extensions().createAuthorityKeyIdentifier(publicKey()));
    try {
      return list.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private SubjectPublicKeyInfo publicKey() {
    return SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded());
  }

  private X509v3CertificateBuilder builder(
      BigInteger serialNumber, Validity valid, X500Name subject, SubjectPublicKeyInfo subjectKey)
      throws IOException {
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            name,
            serialNumber,
            Date.from(valid.notBefore()),
            Date.from(valid.notAfter()),
            subject,
            subjectKey);
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, extensions().createSubjectKeyIdentifier(subjectKey));
    return builder;
  }

  private static X509ExtensionUtils extensions() {
    return new BcX509ExtensionUtils();
  }

  private Der signed(X509v3CertificateBuilder builder)
      throws IOException, GeneralSecurityException {
    try {
      return Der.wrap(
          builder
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()))
              .getEncoded());
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }
}
