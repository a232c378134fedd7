package org.certpublisher.demo;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.certpublisher.cert.Der;

/**
 * A CA on disk, laid out as {@code openssl ca} does: {@code index.txt}, {@code
 * newcerts/SERIAL.pem}, {@code ca.pem}, {@code crl.pem}. The database is replaced by rename, as
 * OpenSSL replaces it.
 */
final class DemoCa {
  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int FIRST_SERIAL = 0x1000;

  private final Path folder;
  private final Issuer issuer;
  private final Instant now;
  private final Map<BigInteger, Row> rows = new LinkedHashMap<>();
  private int lists;

  private DemoCa(Path folder, Issuer issuer, Instant now) {
    this.folder = folder;
    this.issuer = issuer;
    this.now = now;
  }

  /** Lays out a new CA in a folder. */
  static DemoCa create(Path folder, Issuer issuer, Instant now)
      throws IOException, GeneralSecurityException {
    Files.createDirectories(folder.resolve("newcerts"));
    Files.writeString(folder.resolve("ca.pem"), pem("CERTIFICATE", issuer.certificate()));
    Files.writeString(folder.resolve("index.txt.attr"), "unique_subject = no\n");
    DemoCa ca = new DemoCa(folder, issuer, now);
    ca.write();
    return ca;
  }

  /** Where it lies. */
  Path folder() {
    return folder;
  }

  /** Issues a certificate: a file and a row. */
  Der issue(Order order) throws IOException, GeneralSecurityException {
    BigInteger serial = BigInteger.valueOf(FIRST_SERIAL + rows.size());
    Der der = issuer.issue(serial, order);
    Files.writeString(
        folder.resolve("newcerts").resolve(hex(serial) + ".pem"), pem("CERTIFICATE", der));
    rows.put(
        serial, new Row(order.validity().notAfter(), "", Issuer.name(order.commonName()), der));
    write();
    return der;
  }

  /** Whether it issued the certificate. */
  boolean issued(Der certificate) {
    return rows.values().stream().anyMatch(row -> row.der.equals(certificate));
  }

  /** Revokes a certificate, for a reason as OpenSSL spells it. */
  void revoke(Der certificate, String reason) throws IOException, GeneralSecurityException {
    change(certificate, UTC_TIME.format(now) + "," + reason);
  }

  /** Lifts a hold: administrators edit the row back, for OpenSSL has no command for it. */
  void release(Der certificate) throws IOException, GeneralSecurityException {
    change(certificate, "");
  }

  private void change(Der certificate, String revocation)
      throws IOException, GeneralSecurityException {
    rows.replaceAll(
        (serial, row) ->
            row.der.equals(certificate)
                ? new Row(row.notAfter, revocation, row.subject, row.der)
                : row);
    write();
  }

  private void write() throws IOException, GeneralSecurityException {
    String index =
        rows.entrySet().stream()
            .map(entry -> entry.getValue().line(entry.getKey()))
            .collect(Collectors.joining());
    replace("index.txt", index);
    replace("crl.pem", pem("X509 CRL", Der.wrap(list())));
  }

  private byte[] list() throws IOException, GeneralSecurityException {
    X509v2CRLBuilder list = new X509v2CRLBuilder(issuer.name(), Date.from(now));
    list.setNextUpdate(Date.from(now.plus(Duration.ofDays(7))));
    list.addExtension(
        org.bouncycastle.asn1.x509.Extension.cRLNumber,
        false,
        new org.bouncycastle.asn1.x509.CRLNumber(BigInteger.valueOf(++lists)));
    rows.forEach(
        (serial, row) -> {
          if (!row.revocation.isEmpty()) {
            list.addCRLEntry(serial, Date.from(now), row.reason());
          }
        });
    return issuer.sign(list).getEncoded();
  }

  private void replace(String name, String content) throws IOException {
    Path next = folder.resolve(name + ".new");
    Files.writeString(next, content);
    Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String hex(BigInteger serial) {
    return serial.toString(16).toUpperCase(Locale.ROOT);
  }

  private static String pem(String label, Der der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der.view());
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  /**
   * A row of the database.
   *
   * @param revocation the third column, empty while valid
   */
  private record Row(Instant notAfter, String revocation, X500Name subject, Der der) {
    int reason() {
      return revocation.endsWith(",certificateHold")
          ? CRLReason.certificateHold
          : revocation.endsWith(",keyCompromise") ? CRLReason.keyCompromise : CRLReason.unspecified;
    }

    String line(BigInteger serial) {
      return String.join(
              "\t",
              revocation.isEmpty() ? "V" : "R",
              UTC_TIME.format(notAfter),
              revocation,
              hex(serial),
              "unknown",
              oneLine())
          + "\n";
    }

    /** The subject as OpenSSL prints it: bytes outside ASCII as \xHH. */
    private String oneLine() {
      StringBuilder line = new StringBuilder();
      for (RDN rdn : subject.getRDNs()) {
        String text = IETFUtils.valueToString(rdn.getFirst().getValue());
        line.append('/').append(BCStyle.INSTANCE.oidToDisplayName(rdn.getFirst().getType()));
        line.append('=');
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
          line.append(
              octet >= ' ' && octet < 0x7f
                  ? String.valueOf((char) octet)
                  : String.format(Locale.ROOT, "\\x%02X", octet & 0xff));
        }
      }
      return line.toString();
    }
  }
}
