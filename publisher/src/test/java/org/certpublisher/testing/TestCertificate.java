package org.certpublisher.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509v1CertificateBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.x509.CertificateParser;
import org.certpublisher.cert.x509.MalformedCertificateException;

/** A certificate about to be issued. Every call changes this one and returns it. */
public final class TestCertificate {
  private final String issuer;
  private final TestKey issuerKey;
  private BigInteger serial;
  private X500Name subject = new X500Name("");
  private TestKey key = TestKey.of(TestKey.Kind.RSA, "subject");
  private Instant notBefore = TestCa.NOW;
  private Instant notAfter = TestCa.NOW;
  private TestKey.Hash hash = TestKey.Hash.SHA256;
  private boolean version1;
  private final List<GeneralName> names = new ArrayList<>();
  private final Map<String, Extension> extensions = new LinkedHashMap<>();

  TestCertificate(String issuer, TestKey issuerKey, BigInteger serial) {
    this.issuer = issuer;
    this.issuerKey = issuerKey;
    this.serial = serial;
  }

  public TestCertificate serial(long number) {
    return serial(BigInteger.valueOf(number));
  }

  public TestCertificate serial(BigInteger number) {
    serial = number;
    return this;
  }

  /** The subject as text, for example {@code CN=Alice,O=Example}, encoded in that order. */
  public TestCertificate subject(String dn) {
    return subject(new X500Name(dn));
  }

  public TestCertificate subject(X500Name name) {
    subject = name;
    return this;
  }

  /** The rfc822Names of the subjectAltName; none at all leaves the extension out. */
  public TestCertificate mailboxes(String... addresses) {
    names.clear();
    for (String address : addresses) {
      names.add(new GeneralName(GeneralName.rfc822Name, address));
    }
    return this;
  }

  /** One more mailbox, as SmtpUTF8Mailbox. */
  public TestCertificate smtpUtf8(String address) {
    return otherName("1.3.6.1.5.5.7.8.9", address);
  }

  /** Microsoft's user principal name. */
  public TestCertificate userPrincipalName(String name) {
    return otherName("1.3.6.1.4.1.311.20.2.3", name);
  }

  private TestCertificate otherName(String type, String value) {
    names.add(otherName(type, new DERUTF8String(value)));
    return this;
  }

  private static GeneralName otherName(String type, ASN1Encodable value) {
    ASN1Encodable[] parts = {new ASN1ObjectIdentifier(type), new DERTaggedObject(true, 0, value)};
    return new GeneralName(GeneralName.otherName, new DERSequence(parts));
  }

  /** A subject key of the kind; equal for all certificates of the test run. */
  public TestCertificate key(TestKey.Kind kind) {
    return key(TestKey.of(kind, "subject"));
  }

  public TestCertificate key(TestKey subjectKey) {
    key = subjectKey;
    return this;
  }

  public TestCertificate valid(Instant from, Instant to) {
    notBefore = from;
    notAfter = to;
    return this;
  }

  public TestCertificate notBefore(Instant from) {
    return valid(from, notAfter);
  }

  public TestCertificate notAfter(Instant to) {
    return valid(notBefore, to);
  }

  /** Bits of Bouncy Castle's KeyUsage; 0 leaves the extension out. */
  public TestCertificate usage(int bits) {
    extensions.remove(Extension.keyUsage.getId());
    return bits == 0 ? this : put(Extension.keyUsage.getId(), true, new KeyUsage(bits));
  }

  /** Extended key usage as dotted OIDs; none at all leaves the extension out. */
  public TestCertificate purposes(String... identifiers) {
    extensions.remove(Extension.extendedKeyUsage.getId());
    return identifiers.length == 0
        ? this
        : put(Extension.extendedKeyUsage.getId(), false, sequence(identifiers));
  }

  private static DERSequence sequence(String... identifiers) {
    return new DERSequence(
        Arrays.stream(identifiers).map(ASN1ObjectIdentifier::new).toArray(ASN1Encodable[]::new));
  }

  /** A CA's basic constraints and key usage. */
  public TestCertificate ca() {
    put(Extension.basicConstraints.getId(), true, new BasicConstraints(true));
    return usage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
  }

  /** Microsoft's version 1 template, by name. */
  public TestCertificate templateName(String name) {
    return put("1.3.6.1.4.1.311.20.2", false, new DERBMPString(name));
  }

  /** Microsoft's version 2 template, by OID. */
  public TestCertificate template(String identifier) {
    ASN1Encodable[] parts = {
      new ASN1ObjectIdentifier(identifier), new ASN1Integer(100), new ASN1Integer(3)
    };
    return put("1.3.6.1.4.1.311.21.7", false, new DERSequence(parts));
  }

  /** Certificate policies as dotted OIDs. */
  public TestCertificate policies(String... identifiers) {
    ASN1Encodable[] policies =
        Arrays.stream(identifiers)
            .map(identifier -> sequence(identifier))
            .toArray(ASN1Encodable[]::new);
    return put(Extension.certificatePolicies.getId(), false, new DERSequence(policies));
  }

  /** Microsoft's SID extension. */
  public TestCertificate sid(String sid) {
    DEROctetString value = new DEROctetString(sid.getBytes(StandardCharsets.US_ASCII));
    return put(
        "1.3.6.1.4.1.311.25.2",
        false,
        new GeneralNames(otherName("1.3.6.1.4.1.311.25.2.1", value)));
  }

  /** Any extension with these bytes as its value, broken ones too. */
  public TestCertificate extension(String type, boolean critical, byte[] value) {
    extensions.put(
        type, new Extension(new ASN1ObjectIdentifier(type), critical, new DEROctetString(value)));
    return this;
  }

  private TestCertificate put(String type, boolean critical, ASN1Encodable value) {
    try {
      return extension(type, critical, value.toASN1Primitive().getEncoded("DER"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Signed with another hash than SHA-256. */
  public TestCertificate hash(TestKey.Hash other) {
    hash = other;
    return this;
  }

  /** Version 1: without any extension. */
  public TestCertificate version1() {
    version1 = true;
    return this;
  }

  /** Signs and parses it. */
  public Certificate issue() {
    try {
      return CertificateParser.parse(der());
    } catch (MalformedCertificateException e) {
      throw new IllegalStateException("what was issued does not parse", e);
    }
  }

  /** Signs it. */
  public Der der() {
    try {
      return Der.wrap(version1 ? signVersion1() : signVersion3());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] signVersion1() throws IOException {
    return new X509v1CertificateBuilder(
            new X500Name(issuer),
            serial,
            Date.from(notBefore),
            Date.from(notAfter),
            subject,
            key.publicKey())
        .build(issuerKey.signer(hash))
        .getEncoded();
  }

  private byte[] signVersion3() throws IOException {
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            new X500Name(issuer),
            serial,
            Date.from(notBefore),
            Date.from(notAfter),
            subject,
            key.publicKey());
    if (!names.isEmpty() && !extensions.containsKey(Extension.subjectAlternativeName.getId())) {
      GeneralNames all = new GeneralNames(names.toArray(new GeneralName[0]));
      builder.addExtension(Extension.subjectAlternativeName, false, all);
    }
    for (Extension extension : extensions.values()) {
      builder.addExtension(extension);
    }
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyId(key)));
    builder.addExtension(
        Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(keyId(issuerKey)));
    return builder.build(issuerKey.signer(hash)).getEncoded();
  }

  private static byte[] keyId(TestKey key) throws IOException {
    return Arrays.copyOf(Sha256.of(key.publicKey().getEncoded()).toBytes(), 20);
  }
}
