package org.certpublisher.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.certpublisher.cert.Validity;

/**
 * A P-256 CA in OpenSSL's layout that was generated, because {@code openssl ca} takes too long for
 * thousands: one certificate for each of u000000@example.com and so on. All certify one RSA key,
 * each is really signed.
 */
final class GeneratedCa {
  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final X500Name NAME = new X500Name("O=Example,CN=Generated CA");

  private final Path folder;
  private final KeyPair key;
  private final SubjectPublicKeyInfo subjectKey;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final Order order;

  /**
   * What is issued. The certificates from the number {@code people} on are renewals.
   *
   * @param each how many certificates everyone has, each an hour younger than the one before
   * @param validFor how long all are valid still; negative where all have expired
   */
  record Order(int people, int each, Duration validFor) {}

  private GeneratedCa(Path folder, Order order) throws GeneralSecurityException {
    this.folder = folder;
    this.order = order;
    KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
    ec.initialize(new ECGenParameterSpec("secp256r1"));
    this.key = ec.generateKeyPair();
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    this.subjectKey =
        SubjectPublicKeyInfo.getInstance(rsa.generateKeyPair().getPublic().getEncoded());
  }

  /** Makes a CA with so many certificates, none revoked. */
  static GeneratedCa create(Path folder, int certificates) {
    return create(folder, new Order(certificates, 1, Duration.ofDays(300)));
  }

  /** Makes a CA that has issued all this. */
  static GeneratedCa create(Path folder, Order order) {
    int certificates = order.people() * order.each();
    try {
      Files.createDirectories(folder.resolve("newcerts"));
      GeneratedCa ca = new GeneratedCa(folder, order);
      Files.writeString(folder.resolve("ca.pem"), pem("CERTIFICATE", ca.own()));
      IntStream.range(0, certificates).parallel().forEach(ca::issue);
      ca.writeIndex(certificates, 0);
      return ca;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  Path database() {
    return folder.resolve("index.txt");
  }

  Path certificates() {
    return folder.resolve("newcerts");
  }

  Path certificate() {
    return folder.resolve("ca.pem");
  }

  Path crl() {
    return folder.resolve("ca.crl");
  }

  /** The DER of the n-th certificate. */
  byte[] der(int number) {
    try {
      String text = Files.readString(file(number), StandardCharsets.US_ASCII);
      return Base64.getMimeDecoder()
          .decode(text.replaceAll("-----[A-Z ]+-----", "").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rewrites the database by rename, with the first so many on hold. */
  void writeIndex(int certificates, int onHold) {
    String expiry = UTC_TIME.format(notAfter());
    String held = "R\t" + expiry + "\t" + UTC_TIME.format(now) + ",certificateHold\t";
    String rows =
        IntStream.range(0, certificates)
            .mapToObj(
                number ->
                    (number < onHold ? held : "V\t" + expiry + "\t\t")
                        + serial(number)
                        + "\tunknown\t/O=Example/CN="
                        + holder(number)
                        + "\n")
            .collect(Collectors.joining());
    try {
      Path next = Files.writeString(folder.resolve("index.txt.new"), rows);
      Files.move(next, database(), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes an empty revocation list. */
  void writeCrl(Instant thisUpdate, Instant nextUpdate) {
    try {
      X509v2CRLBuilder list = new X509v2CRLBuilder(NAME, Date.from(thisUpdate));
      list.setNextUpdate(Date.from(nextUpdate));
      list.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.ONE));
      list.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new BcX509ExtensionUtils().createAuthorityKeyIdentifier(publicKey()));
      byte[] der =
          list.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()))
              .getEncoded();
      Files.writeString(crl(), pem("X509 CRL", der));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The name of the n-th person. */
  static String uid(int number) {
    return String.format(Locale.ROOT, "u%06d", number);
  }

  private static String serial(int number) {
    return String.format(Locale.ROOT, "%08X", 0x10000000 + number);
  }

  /** The file of the n-th certificate. */
  Path file(int number) {
    return certificates().resolve(serial(number) + ".pem");
  }

  private String holder(int number) {
    return uid(number % order.people());
  }

  private Instant notAfter() {
    return now.plus(order.validFor());
  }

  private Instant notBefore(int number) {
    Instant first = now.minus(Duration.ofDays(order.validFor().isNegative() ? 300 : 1));
    return first.plus(Duration.ofHours(number / order.people()));
  }

  private SubjectPublicKeyInfo publicKey() {
    return SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded());
  }

  private void issue(int number) {
    try {
      X509v3CertificateBuilder builder =
          builder(
              new BigInteger(serial(number), 16),
              new Validity(notBefore(number), notAfter()),
              new X500Name("O=Example,CN=" + holder(number)),
              subjectKey);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              new GeneralName(GeneralName.rfc822Name, holder(number) + "@example.com")));
      Files.writeString(file(number), pem("CERTIFICATE", signed(builder)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] own() throws IOException, OperatorCreationException {
    Validity years = new Validity(now.minus(Duration.ofDays(400)), now.plus(Duration.ofDays(400)));
    X509v3CertificateBuilder builder = builder(BigInteger.ONE, years, NAME, publicKey());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    return signed(builder);
  }

  private X509v3CertificateBuilder builder(
      BigInteger serial, Validity validity, X500Name subject, SubjectPublicKeyInfo certified)
      throws IOException {
    BcX509ExtensionUtils extensions = new BcX509ExtensionUtils();
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            NAME,
            serial,
            Date.from(validity.notBefore()),
            Date.from(validity.notAfter()),
            subject,
            certified);
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(certified));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        extensions.createAuthorityKeyIdentifier(publicKey()));
    return builder;
  }

  private byte[] signed(X509v3CertificateBuilder builder)
      throws IOException, OperatorCreationException {
    return builder
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()))
        .getEncoded();
  }

  private static String pem(String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  /** All the names, for those who loop over them. */
  static List<String> uids(int count) {
    return IntStream.range(0, count).mapToObj(GeneratedCa::uid).toList();
  }
}
