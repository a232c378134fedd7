package org.certpublisher.client;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.EncryptionUse;
import org.certpublisher.cert.EncryptionUse.Kind;
import org.certpublisher.cert.EncryptionUse.Note;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.HeldCertificate;

/**
 * Which certificate each mail client picks from an entry. Measured on Thunderbird 153, GnuPG 2.2.40
 * and Evolution's libraries 3.46; Outlook as its vendor describes it (MS-OXOABK, section 2.2.4.36;
 * KB 2840546). Revocation and the trust in the CA are left aside.
 *
 * <p>gpgsm and Evolution see the first value only. It is taken as the server gave it; where another
 * order would end otherwise, the sentence says that no server promises one.
 */
public final class ClientModel {
  /** The only description that Thunderbird takes, in any case (RFC 4523, section 2.1). */
  private static final String BINARY = "userCertificate;binary";

  private static final Sha256 NONE = new Sha256(0, 0, 0, 0);

  private final Mailbox mailbox;
  private final Instant now;

  private ClientModel(Mailbox mailbox, Instant now) {
    this.mailbox = mailbox;
    this.now = now;
  }

  /** What the client does when a mail to the mailbox is to be encrypted. */
  public static Pick pick(
      MailClient client, Mailbox mailbox, List<HeldCertificate> held, Instant now) {
    ClientModel model = new ClientModel(mailbox, now);
    return switch (client) {
      case THUNDERBIRD -> model.thunderbird(held);
      case GPGSM -> model.first(of(held, CertificateAttribute.USER_CERTIFICATE), true);
      case EVOLUTION -> model.first(of(held, CertificateAttribute.USER_CERTIFICATE), false);
      case OUTLOOK -> model.outlook(held);
    };
  }

  private static List<CertificateSummary> of(
      List<HeldCertificate> held, CertificateAttribute attribute) {
    return held.stream()
        .filter(one -> one.attribute() == attribute)
        .map(HeldCertificate::certificate)
        .toList();
  }

  /** Imports all, then takes the newest that fits. */
  private Pick thunderbird(List<HeldCertificate> held) {
    List<CertificateSummary> seen =
        held.stream()
            .filter(one -> one.description().equalsIgnoreCase(BINARY))
            .map(HeldCertificate::certificate)
            .toList();
    if (seen.isEmpty()) {
      return none(
          of(held, CertificateAttribute.USER_CERTIFICATE).isEmpty()
              ? "there is no userCertificate"
              : "the server does not name it userCertificate;binary, and it asks for nothing else");
    }
    Optional<CertificateSummary> newest =
        seen.stream()
            .filter(one -> thunderbirdRefusal(one).isEmpty())
            .max(Comparator.comparing(one -> one.validity().notBefore()));
    return newest.map(ClientModel::picked).orElseGet(() -> none(thunderbirdRefusal(seen.get(0))));
  }

  private String thunderbirdRefusal(CertificateSummary one) {
    String general = refusal(one);
    return general.isEmpty() ? wrongAddress(one) : general;
  }

  /** Takes the first value or none: gpgsm compares the address, Evolution the key usage. */
  private Pick first(List<CertificateSummary> seen, boolean gpgsm) {
    if (seen.isEmpty()) {
      return none("there is no userCertificate");
    }
    CertificateSummary first = seen.get(0);
    String refusal = firstRefusal(first, gpgsm);
    boolean unsure =
        seen.stream().anyMatch(one -> firstRefusal(one, gpgsm).isEmpty() != refusal.isEmpty());
    String order =
        unsure
            ? "; it sees only the first of " + seen.size() + " values, in an order nobody promises"
            : "";
    Pick pick = refusal.isEmpty() ? picked(first) : none(refusal);
    return new Pick(pick.canEncrypt(), pick.certificate(), pick.why() + order);
  }

  private String firstRefusal(CertificateSummary one, boolean gpgsm) {
    String general = refusal(one);
    if (!general.isEmpty()) {
      return general;
    }
    if (one.encryption().kind() == Kind.EC) {
      return about(one, "its key is EC");
    }
    if (gpgsm) {
      return wrongAddress(one);
    }
    return has(one, Note.NO_KEY_USAGE) ? about(one, Note.NO_KEY_USAGE.text()) : "";
  }

  /** Falls back to userCertificate only when there is nothing at all in the other attribute. */
  private Pick outlook(List<HeldCertificate> held) {
    List<CertificateSummary> smime = of(held, CertificateAttribute.USER_SMIME_CERTIFICATE);
    if (!smime.isEmpty()) {
      Optional<CertificateSummary> valid =
          smime.stream().filter(one -> one.validity().contains(now)).findFirst();
      return valid
          .filter(one -> one.encryption().canEncrypt())
          .map(ClientModel::picked)
          .orElseGet(
              () ->
                  none(
                      "userSMIMECertificate, which it reads first, has no good one: "
                          + refusal(valid.orElse(smime.get(0)))));
    }
    List<CertificateSummary> plain = of(held, CertificateAttribute.USER_CERTIFICATE);
    if (plain.isEmpty()) {
      return none("there is neither attribute");
    }
    return plain.stream()
        .filter(one -> outlookRefusal(one).isEmpty())
        .findFirst()
        .map(ClientModel::picked)
        .orElseGet(() -> none(outlookRefusal(plain.get(0))));
  }

  private String outlookRefusal(CertificateSummary one) {
    String general = refusal(one);
    if (!general.isEmpty()) {
      return general;
    }
    EncryptionUse use = one.encryption();
    return use.kind() == Kind.RSA && use.notes().stream().allMatch(note -> note == Note.WEAK_KEY)
        ? ""
        : about(one, "it wants keyEncipherment and emailProtection by name");
  }

  /** What every client holds against a certificate; empty when nothing. */
  private String refusal(CertificateSummary one) {
    if (one.validity().isAhead(now)) {
      return about(one, "it is not valid yet");
    }
    if (!one.validity().contains(now)) {
      return about(one, "it has expired");
    }
    return one.encryption().notes().stream()
        .filter(Note::blocks)
        .findFirst()
        .map(note -> about(one, note.text()))
        .orElse("");
  }

  private String wrongAddress(CertificateSummary one) {
    return one.mailboxes().stream().anyMatch(mailbox::matches)
        ? ""
        : about(one, "it does not name " + mailbox);
  }

  private static boolean has(CertificateSummary one, Note note) {
    return one.encryption().notes().contains(note);
  }

  private static String about(CertificateSummary one, String what) {
    return "it refuses " + one.serialHex() + ": " + what;
  }

  private static Pick picked(CertificateSummary one) {
    return new Pick(true, one.sha256(), "it takes " + one.serialHex());
  }

  private static Pick none(String why) {
    return new Pick(false, NONE, why);
  }
}
