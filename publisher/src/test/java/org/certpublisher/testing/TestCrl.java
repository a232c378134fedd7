package org.certpublisher.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.RevocationReason;

/** A certificate revocation list about to be signed. Every call changes this one. */
public final class TestCrl {
  private final X509v2CRLBuilder builder;
  private TestKey signer;
  private TestKey.Hash hash = TestKey.Hash.SHA256;

  TestCrl(String issuer, TestKey key) {
    builder =
        new X509v2CRLBuilder(
            new X500Name(issuer), Date.from(TestCa.NOW.minus(Duration.ofHours(1))));
    builder.setNextUpdate(Date.from(TestCa.NOW.plus(Duration.ofDays(7))));
    signer = key;
  }

  /** By default an hour before {@link TestCa#NOW}. */
  public TestCrl thisUpdate(Instant at) {
    builder.setThisUpdate(Date.from(at));
    return this;
  }

  /** By default a week after {@link TestCa#NOW}. */
  public TestCrl nextUpdate(Instant at) {
    builder.setNextUpdate(Date.from(at));
    return this;
  }

  /** The cRLNumber. */
  public TestCrl number(long number) {
    return extension(Extension.cRLNumber, false, new ASN1Integer(number));
  }

  /** Revokes a certificate. */
  public TestCrl revoke(Certificate certificate, RevocationReason reason, Instant at) {
    return revoke(certificate.issuance().serialNumber(), reason, at);
  }

  /** Revokes a serial number. */
  public TestCrl revoke(BigInteger serial, RevocationReason reason, Instant at) {
    builder.addCRLEntry(serial, Date.from(at), reason.code());
    return this;
  }

  /** A critical extension that nobody knows: the list must not be used. */
  public TestCrl unknownCriticalExtension() {
    return extension(new ASN1ObjectIdentifier("1.3.6.1.4.1.55555.1"), true, DERNull.INSTANCE);
  }

  /** Marks it a delta to a base: it must not be used alone. */
  public TestCrl delta(long base) {
    return extension(Extension.deltaCRLIndicator, true, new ASN1Integer(base));
  }

  /** An issuingDistributionPoint with a URI, for all kinds of certificate. */
  public TestCrl distributionPoint(String uri) {
    return distributionPoint(uri, false, false);
  }

  /** An issuingDistributionPoint, perhaps for end entities only or for CAs only. */
  public TestCrl distributionPoint(String uri, boolean onlyUsers, boolean onlyAuthorities) {
    GeneralNames names =
        new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
    return extension(
        Extension.issuingDistributionPoint,
        true,
        new IssuingDistributionPoint(
            new DistributionPointName(names), onlyUsers, onlyAuthorities, null, false, false));
  }

  /** Signs with the key of another CA. */
  public TestCrl signedBy(TestCa other) {
    signer = other.key();
    return this;
  }

  /** Signs with another hash than SHA-256. */
  public TestCrl hash(TestKey.Hash other) {
    hash = other;
    return this;
  }

  private TestCrl extension(ASN1ObjectIdentifier type, boolean critical, ASN1Encodable value) {
    try {
      builder.addExtension(type, critical, value);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Signs it. */
  public Der der() {
    try {
      return Der.wrap(builder.build(signer.signer(hash)).getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
