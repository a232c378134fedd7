package org.certpublisher.testing;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Usage;
import org.certpublisher.cert.authority.Authority;

/**
 * A CA in memory. Keys follow from names and the clock stands still, so that the same calls give
 * the same bytes in every run.
 */
public final class TestCa {
  /** The time at which tests happen. */
  public static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final String name;
  private final String dn;
  private final TestKey key;
  private final Certificate certificate;
  private final List<Certificate> above;
  private final AtomicLong serial = new AtomicLong(0x1000);

  private TestCa(
      String name, String dn, TestKey key, Certificate certificate, List<Certificate> above) {
    this.name = name;
    this.dn = dn;
    this.key = key;
    this.certificate = certificate;
    this.above = List.copyOf(above);
  }

  /** A root with a P-256 key. */
  public static TestCa create(String name) {
    return create(name, TestKey.Kind.EC);
  }

  /** A root with a key of the kind. */
  public static TestCa create(String name, TestKey.Kind kind) {
    return root(name, TestKey.of(kind, "CA " + name));
  }

  private static TestCa root(String name, TestKey key) {
    TestCertificate request = new TestCertificate(dn(name), key, BigInteger.ONE);
    return new TestCa(name, dn(name), key, authority(request, dn(name), key), List.of());
  }

  private static Certificate authority(TestCertificate request, String dn, TestKey key) {
    return request
        .subject(dn)
        .key(key)
        .ca()
        .valid(NOW.minus(Duration.ofDays(1000)), NOW.plus(Duration.ofDays(3000)))
        .issue();
  }

  private static String dn(String name) {
    return "CN=" + name + ",O=Example";
  }

  private TestCertificate request() {
    return new TestCertificate(dn, key, BigInteger.valueOf(serial.incrementAndGet()));
  }

  /** A CA under this one. */
  public TestCa subCa(String subName) {
    return subCa(subName, dn(subName));
  }

  /** A CA under this one, of another DN than its name tells, encoded in the order given. */
  public TestCa subCa(String subName, String subDn) {
    TestKey subKey = TestKey.of(TestKey.Kind.EC, "CA " + subName);
    List<Certificate> chain = new ArrayList<>(List.of(certificate));
    chain.addAll(above);
    return new TestCa(subName, subDn, subKey, authority(request(), subDn, subKey), chain);
  }

  /** Another CA that calls itself by the same name. */
  public TestCa impostor() {
    return root(name, TestKey.of(TestKey.Kind.EC, "impostor of " + name));
  }

  /** This CA as configured under its name: its certificate and those above it. */
  public Authority authority() {
    List<Certificate> all = new ArrayList<>(List.of(certificate));
    all.addAll(above);
    return new Authority(name, all);
  }

  /** The CA's name, also that of its {@link #authority()}. */
  public String name() {
    return name;
  }

  /** The CA's own certificate. */
  public Certificate certificate() {
    return certificate;
  }

  /** The CA's key. */
  public TestKey key() {
    return key;
  }

  /**
   * An S/MIME encryption certificate for the mailboxes: RSA-2048, keyEncipherment, emailProtection,
   * serial numbers from 0x1001 on, valid from 30 days before {@link #NOW} to 335 days after.
   */
  public Certificate issue(String... mailboxes) {
    return leaf(mailboxes).issue();
  }

  /** As {@link #issue}, to be changed before it is issued. */
  public TestCertificate leaf(String... mailboxes) {
    String local = mailboxes.length == 0 ? "nobody" : mailboxes[0].replaceAll("@.*", "");
    String common = local.substring(0, Math.min(64, local.length())); // ub-common-name
    return request()
        .subject("CN=" + common.replaceAll("[^A-Za-z0-9. -]", "_") + ",O=Example")
        .mailboxes(mailboxes)
        .usage(KeyUsage.keyEncipherment)
        .purposes(Usage.EMAIL_PROTECTION)
        .valid(NOW.minus(Duration.ofDays(30)), NOW.plus(Duration.ofDays(335)));
  }

  /** A certificate revocation list, to be filled before it is signed. */
  public TestCrl crl() {
    return new TestCrl(dn, key);
  }
}
