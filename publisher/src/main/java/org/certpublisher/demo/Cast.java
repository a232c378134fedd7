package org.certpublisher.demo;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Validity;

/** Everybody in the demo, with the certificates that the CA issued and those lying around. */
final class Cast {
  private final DemoCa ca;
  private final Issuer otherCa;
  private final Keys keys;
  private final Instant now;
  private final List<Part> parts = new ArrayList<>();
  private final Der onHold;
  private final Der revokedLater;

  /** Issues, revokes and holds as the stories say. */
  Cast(DemoCa ca, Issuer otherCa, Keys keys, Instant now)
      throws IOException, GeneralSecurityException {
    this.ca = ca;
    this.otherCa = otherCa;
    this.keys = keys;
    this.now = now;
    this.revokedLater = ordinary();
    this.onHold = withdrawn();
    replaced();
    unusualNamesAndKeys();
    otherValues();
    withoutEntry();
  }

  /** The entries, in the order of the narration. */
  List<Part> parts() {
    return List.copyOf(parts);
  }

  /** The certificate on hold, which is released later. */
  Der onHold() {
    return onHold;
  }

  /** A good certificate, which is revoked later. */
  Der revokedLater() {
    return revokedLater;
  }

  private Der ordinary() throws IOException, GeneralSecurityException {
    Der anna = issue("Anna Adler", current(), "anna@example.com");
    add("anna", "Anna Adler", "has a certificate, not published yet", Part.Held.NOTHING, anna);
    Der ben = issue("Ben Becker", current(), "ben@example.com");
    add("ben", "Ben Becker", "the same; will lose his key later", Part.Held.NOTHING, ben);
    Der clara = issue("Clara Conti", current(), "clara@example.com", "sales@example.com");
    add("clara", "Clara Conti", "her certificate names two mailboxes", Part.Held.NOTHING, clara);
    add("sales", "Sales", "the second of Clara's mailboxes", Part.Held.NOTHING, clara);
    return ben;
  }

  private Der withdrawn() throws IOException, GeneralSecurityException {
    Der david = issue("David Dean", current(), "david@example.com");
    ca.revoke(david, "keyCompromise");
    add("david", "David Dean", "revoked, and still published", Part.Held.certificates(david));
    Der emma = issue("Emma Evans", current(), "emma@example.com");
    ca.revoke(emma, "certificateHold");
    add("emma", "Emma Evans", "on hold, and still published", Part.Held.certificates(emma));
    Der felix = issue("Felix Fox", days(-400, -35), "felix@example.com");
    add("felix", "Felix Fox", "expired, and still published", Part.Held.certificates(felix));
    return emma;
  }

  private void replaced() throws IOException, GeneralSecurityException {
    Der old = issue("Greta Gruber", days(-350, 15), "greta@example.com");
    Der renewed = issue("Greta Gruber", days(-1, 364), "greta@example.com");
    add("greta", "Greta Gruber", "renewed; the old one is published", held(old), renewed);
    List<String> hugo = List.of("hugo@example.com");
    ca.issue(new Order("Hugo Hill", hugo, keys.rsa().getPublic(), current(), Order.SIGNING));
    Der encryption =
        ca.issue(new Order("Hugo Hill", hugo, keys.rsa().getPublic(), current(), Order.ENCRYPTION));
    add("hugo", "Hugo Hill", "one key to sign, one to encrypt", Part.Held.NOTHING, encryption);
  }

  private void unusualNamesAndKeys() throws IOException, GeneralSecurityException {
    Der ida = issue("Ida Ibsen", days(-345, 20), "ida@example.com");
    parts.add(
        new Part(
            "ida",
            "Ida Ibsen",
            List.of("IDA@EXAMPLE.COM"),
            "the directory has her mail in capitals",
            Part.Held.NOTHING,
            List.of(ida)));
    Der jose = issue("José Müller-Žižka 日本", current(), "jose@example.com");
    add("jose", "José Müller-Žižka 日本", "a name beyond ASCII", Part.Held.NOTHING, jose);
    Der karl = issue("Karl Kern", keys.ec().getPublic(), Order.AGREEMENT, "karl@example.com");
    add("karl", "Karl Kern", "an EC key: not every client takes it", Part.Held.NOTHING, karl);
    issue("Lena Lang", keys.ed25519().getPublic(), Order.SIGNING, "lena@example.com");
    add("lena", "Lena Lang", "an Ed25519 key: nobody can encrypt to it", Part.Held.NOTHING);
  }

  private void otherValues() throws IOException, GeneralSecurityException {
    Der foreign =
        otherCa.issue(
            BigInteger.TEN,
            new Order(
                "Mia Moser",
                List.of("mia@example.com"),
                keys.rsa().getPublic(),
                current(),
                Order.BOTH));
    Der mia = issue("Mia Moser", current(), "mia@example.com");
    add("mia", "Mia Moser", "also has another CA's certificate", held(foreign), foreign, mia);
    Der old = issue("Nils Nord", days(-500, -135), "nils@example.com");
    Der nils = issue("Nils Nord", current(), "nils@example.com");
    Part.Held stale = new Part.Held(List.of(nils), List.of(pkcs7(old)));
    add("nils", "Nils Nord", "Outlook once wrote a value, long expired", stale, nils);
    Der garbage = Der.copyOf("not a certificate".getBytes(StandardCharsets.UTF_8));
    Der olga = issue("Olga Otto", current(), "olga@example.com");
    add("olga", "Olga Otto", "has a value that is no certificate", held(garbage), garbage, olga);
    add("paul", "Paul Pohl", "has no certificate", Part.Held.NOTHING);
  }

  private void withoutEntry() throws IOException, GeneralSecurityException {
    issue("Quentin Quast", current(), "quentin@example.com");
    issue("Rosa Roth", current(), "rosa@example.com");
    for (String uid : List.of("rosa", "rosa2")) {
      parts.add(
          new Part(
              uid,
              "Rosa Roth",
              List.of("rosa@example.com"),
              "two entries with one mail: whose is it?",
              Part.Held.NOTHING,
              List.of()));
    }
  }

  private static Part.Held held(Der value) {
    return Part.Held.certificates(value);
  }

  private void add(String uid, String name, String story, Part.Held held, Der... published) {
    parts.add(new Part(uid, name, List.of(uid + "@example.com"), story, held, List.of(published)));
  }

  private Der issue(String name, Validity validity, String... mailboxes)
      throws IOException, GeneralSecurityException {
    return ca.issue(
        new Order(name, List.of(mailboxes), keys.rsa().getPublic(), validity, Order.BOTH));
  }

  private Der issue(String name, PublicKey key, int keyUsage, String mailbox)
      throws IOException, GeneralSecurityException {
    return ca.issue(new Order(name, List.of(mailbox), key, current(), keyUsage));
  }

  private Validity current() {
    return days(-30, 335);
  }

  private Validity days(int from, int until) {
    return new Validity(now.plus(Duration.ofDays(from)), now.plus(Duration.ofDays(until)));
  }

  private static Der pkcs7(Der certificate) throws IOException, GeneralSecurityException {
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    try {
      generator.addCertificate(new X509CertificateHolder(certificate.view()));
      return Der.wrap(generator.generate(new CMSAbsentContent()).getEncoded());
    } catch (CMSException e) {
      throw new GeneralSecurityException(e);
    }
  }
}
