package org.certpublisher.testing;

import static org.certpublisher.directory.CertificateAttribute.USER_CERTIFICATE;
import static org.certpublisher.directory.CertificateAttribute.USER_SMIME_CERTIFICATE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.Usage;
import org.certpublisher.client.Issuers;
import org.certpublisher.client.LookUp;
import org.certpublisher.cms.CertsOnlyEncoder;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.HeldCertificate;

/**
 * The entries on which mail clients were measured: the model is tested on them as they are, and the
 * real clients on a directory that holds them.
 */
public final class ClientCases {
  private static final Duration DAY = Duration.ofDays(1);

  private final Instant now;
  private final TestCa root = TestCa.create("Client root", TestKey.Kind.RSA);
  private final TestCa known = root.subCa("Known CA");
  private final TestCa unknown = root.subCa("Unknown CA");
  private final TestCa findable =
      root.subCa("Findable CA", "DC=com,DC=example,OU=People,CN=Findable CA");
  private final List<ClientCase> all = new ArrayList<>();

  /**
   * One entry.
   *
   * @param uid its uid; its mail is the same at example.com
   * @param values in the order written
   * @param certificates what {@code values} are about, in the same order
   */
  public record ClientCase(
      String uid, List<Value> values, List<Certificate> certificates, Issuers issuers) {
    /** Its mail. */
    public String mail() {
      return uid + "@example.com";
    }

    /** What a client finds on a server that names the values as OpenLDAP does. */
    public LookUp lookUp(Instant now) {
      List<HeldCertificate> held = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        CertificateAttribute attribute = values.get(i).attribute();
        CertificateSummary summary = certificates.get(i).summary();
        held.add(new HeldCertificate(attribute, values.get(i).description(), summary));
      }
      return new LookUp(Mailbox.of(mail()), held, now, issuers);
    }

    /** Which of its values holds a certificate, counted from 1 with each once. */
    public int number(CertificateSummary picked) {
      return 1
          + certificates.stream().distinct().map(Certificate::summary).toList().indexOf(picked);
    }
  }

  /** One value of an entry. */
  public record Value(CertificateAttribute attribute, Der bytes) {
    /** As OpenLDAP names it. */
    public String description() {
      return attribute == USER_CERTIFICATE ? "userCertificate;binary" : attribute.ldapName();
    }
  }

  private ClientCases(Instant now) {
    this.now = now;
  }

  /** All cases, for clients whose clock shows about this time. */
  public static ClientCases at(Instant now) {
    ClientCases cases = new ClientCases(now);
    cases.measured();
    cases.further();
    return cases;
  }

  /** Those of the measurements that the product is built on. */
  private void measured() {
    Certificate alice = leaf("alice").issue();
    add("alice", List.of(plain(alice), smime(alice, known)), alice, alice);
    plain("bob", leaf("bob").issue());
    Certificate carol = leaf("carol").issue();
    add("carol", List.of(smime(carol, known)), carol);
    Certificate grace = leaf("grace").issue();
    add("grace", List.of(smime(grace)), grace);
    plain("dave", expired("dave"), second("dave").issue());
    plain("dave2", second("dave2").issue(), expired("dave2"));
    plain("erin", expired("erin"));
    plain("frank", signing("frank"), second("frank").issue());
    plain("heidi", older("heidi"), second("heidi").issue());
    plain("ellen", ec("ellen"));
    plain("ivan", leaf("elsewhere").subject("CN=ivan,O=Example").issue());
    plain("none");
    add("judy", Issuers.UNKNOWN, certificate(unknown, "judy"));
    add("kate", Issuers.IN_DIRECTORY, certificate(findable, "kate"));
  }

  /** What else tells clients apart. */
  private void further() {
    plain("liam", leaf("liam").usage(0).issue());
    plain("mona", leaf("mona").purposes().issue());
    plain("nina", leaf("nina").purposes("1.3.6.1.5.5.7.3.2").issue());
    plain("oleg", leaf("oleg").purposes(Usage.ANY_EXTENDED_KEY_USAGE).issue());
    plain("petra", leaf("petra").valid(now.plus(DAY), now.plus(DAY.multipliedBy(90))).issue());
    plain("quinn", leaf("QUINN").issue());
    plain("rosa", signing("rosa"));
  }

  /** A certificate for a person, valid from ten days ago for a hundred. */
  private TestCertificate leaf(String uid) {
    return of(known, uid);
  }

  private TestCertificate of(TestCa ca, String uid) {
    return ca.leaf(uid + "@example.com")
        .subject("CN=" + uid + ",O=Example")
        .valid(now.minus(DAY.multipliedBy(10)), now.plus(DAY.multipliedBy(90)));
  }

  private Certificate certificate(TestCa ca, String uid) {
    return of(ca, uid).issue();
  }

  /** With another key. */
  private TestCertificate second(String uid) {
    return leaf(uid).key(TestKey.of(TestKey.Kind.RSA, "second"));
  }

  private Certificate older(String uid) {
    return leaf(uid).valid(now.minus(DAY.multipliedBy(50)), now.plus(DAY.multipliedBy(50))).issue();
  }

  private Certificate expired(String uid) {
    return leaf(uid).valid(now.minus(DAY.multipliedBy(90)), now.minus(DAY)).issue();
  }

  private Certificate signing(String uid) {
    return leaf(uid).usage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation).issue();
  }

  private Certificate ec(String uid) {
    return leaf(uid).key(TestKey.Kind.EC).usage(KeyUsage.keyAgreement).issue();
  }

  private void plain(String uid, Certificate... certificates) {
    List<Value> values = new ArrayList<>();
    for (Certificate one : certificates) {
      values.add(plain(one));
    }
    add(uid, values, certificates);
  }

  private void add(String uid, List<Value> values, Certificate... certificates) {
    all.add(new ClientCase(uid, values, List.of(certificates), Issuers.KNOWN));
  }

  private void add(String uid, Issuers issuers, Certificate certificate) {
    all.add(new ClientCase(uid, List.of(plain(certificate)), List.of(certificate), issuers));
  }

  private static Value plain(Certificate certificate) {
    return new Value(USER_CERTIFICATE, certificate.der());
  }

  private static Value smime(Certificate certificate, TestCa... chain) {
    List<Der> issuers = new ArrayList<>();
    for (TestCa ca : chain) {
      issuers.add(ca.certificate().der());
    }
    return new Value(
        USER_SMIME_CERTIFICATE, new CertsOnlyEncoder().encode(certificate.der(), issuers));
  }

  /** Every case. */
  public List<ClientCase> all() {
    return List.copyOf(all);
  }

  /** The case of this uid. */
  public Optional<ClientCase> find(String uid) {
    return all.stream().filter(one -> one.uid().equals(uid)).findFirst();
  }

  /** The root that all clients trust. */
  public Certificate root() {
    return root.certificate();
  }

  /** The CA that all clients know. */
  public Certificate knownCa() {
    return known.certificate();
  }

  /** The CA that clients find at {@link #FINDABLE_DN} only. */
  public Certificate findableCa() {
    return findable.certificate();
  }

  /** Where {@link #findableCa} is to be found. */
  public static final String FINDABLE_DN = "cn=Findable CA,ou=People,dc=example,dc=com";

  /** The private key of a certificate of {@link #all}, as PKCS#8 DER. */
  public static byte[] key(Certificate certificate) {
    for (TestKey key :
        List.of(
            TestKey.of(TestKey.Kind.RSA, "subject"),
            TestKey.of(TestKey.Kind.RSA, "second"),
            TestKey.of(TestKey.Kind.EC, "subject"))) {
      if (encoded(key).equals(certificate.publicKey().encoded())) {
        return key.pkcs8();
      }
    }
    throw new IllegalArgumentException("of another key: " + certificate);
  }

  private static Der encoded(TestKey key) {
    try {
      return Der.copyOf(key.publicKey().getEncoded("DER"));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
