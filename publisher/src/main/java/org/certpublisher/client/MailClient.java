package org.certpublisher.client;

import static org.certpublisher.client.Demand.ADDRESS;
import static org.certpublisher.client.Demand.ADDRESS_AS_WRITTEN;
import static org.certpublisher.client.Demand.ENCRYPTABLE_KEY;
import static org.certpublisher.client.Demand.ENCRYPTION_USAGE;
import static org.certpublisher.client.Demand.ISSUER_FOUND;
import static org.certpublisher.client.Demand.ISSUER_KNOWN;
import static org.certpublisher.client.Demand.KEY_USAGE;
import static org.certpublisher.client.Demand.MAIL_PURPOSE;
import static org.certpublisher.client.Demand.MAIL_PURPOSE_BY_NAME;
import static org.certpublisher.client.Demand.NOT_ANY_PURPOSE;
import static org.certpublisher.client.Demand.NOT_EXPIRED;
import static org.certpublisher.client.Demand.NO_CA;
import static org.certpublisher.client.Demand.RSA;
import static org.certpublisher.client.Demand.STARTED;
import static org.certpublisher.client.Reading.Choice.FIRST_GOOD;
import static org.certpublisher.client.Reading.Choice.FIRST_VALUE;
import static org.certpublisher.client.Reading.Choice.NEWEST_GOOD;
import static org.certpublisher.client.Reading.Turn.WHEN_EMPTY;
import static org.certpublisher.client.Reading.Turn.WHEN_NONE_GOOD;
import static org.certpublisher.client.Source.BINARY_CERTIFICATE;
import static org.certpublisher.client.Source.CERTIFICATE;
import static org.certpublisher.client.Source.SMIME_CERTIFICATE;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.certpublisher.cert.CertificateSummary;

/**
 * The mail clients whose look-up is modelled, a row each: where a client looks, when it goes on to
 * its next source, which of several values it takes and what it demands of a certificate. Of a
 * client that was not measured, what its documents leave open counts as refused.
 */
public enum MailClient {
  /** 153.7, measured: asks for one description only and imports all that comes. */
  THUNDERBIRD(
      "Thunderbird",
      Basis.MEASURED,
      List.of(BINARY_CERTIFICATE),
      WHEN_EMPTY,
      NEWEST_GOOD,
      STARTED,
      ENCRYPTION_USAGE,
      MAIL_PURPOSE,
      NOT_ANY_PURPOSE,
      ADDRESS,
      ISSUER_KNOWN),
  /** gpgsm and dirmngr 2.2.40, measured; GPGME, Kleopatra and KMail with them. */
  GPGSM(
      "gpgsm",
      Basis.MEASURED,
      List.of(CERTIFICATE),
      WHEN_EMPTY,
      FIRST_VALUE,
      STARTED,
      RSA,
      ENCRYPTION_USAGE,
      ADDRESS,
      ISSUER_FOUND),
  /**
   * The address book service and Camel 3.46, measured. Looks neither at key usage nor at notBefore:
   * it encrypts to a signing-only certificate.
   */
  EVOLUTION("Evolution", Basis.MEASURED, List.of(CERTIFICATE), WHEN_EMPTY, FIRST_VALUE, RSA),
  /** 20220429 with smime_keys, measured: has no look-up, {@code ldapsearch} is its. */
  NEOMUTT(
      "NeoMutt",
      Basis.MEASURED,
      List.of(CERTIFICATE),
      WHEN_EMPTY,
      FIRST_GOOD,
      STARTED,
      RSA,
      ENCRYPTION_USAGE,
      MAIL_PURPOSE,
      ADDRESS,
      ISSUER_KNOWN),
  /** ldapsearch, {@code openssl verify -purpose smimeencrypt} and cms of 3.0, measured. */
  OPENSSL(
      "openssl",
      Basis.MEASURED,
      List.of(CERTIFICATE, SMIME_CERTIFICATE),
      WHEN_NONE_GOOD,
      FIRST_GOOD,
      STARTED,
      RSA,
      ENCRYPTION_USAGE,
      MAIL_PURPOSE,
      NOT_ANY_PURPOSE,
      ISSUER_KNOWN),
  /** KB 2840546; MS-OXOABK, section 2.2.4.36; MS-OXLDAP, section 2.2.5.2. */
  OUTLOOK(
      "Outlook",
      Basis.DOCUMENTS,
      List.of(SMIME_CERTIFICATE, CERTIFICATE),
      WHEN_EMPTY,
      FIRST_GOOD,
      STARTED,
      RSA,
      ENCRYPTION_USAGE,
      KEY_USAGE,
      MAIL_PURPOSE_BY_NAME,
      ISSUER_KNOWN),
  /** Exchange 2003's, which looks at the attributes the other way round (aa996408). */
  OWA_2003(
      "OWA 2003",
      Basis.DOCUMENTS,
      List.of(CERTIFICATE, SMIME_CERTIFICATE),
      WHEN_EMPTY,
      FIRST_GOOD,
      STARTED,
      RSA,
      ENCRYPTION_USAGE,
      KEY_USAGE,
      MAIL_PURPOSE_BY_NAME,
      ISSUER_KNOWN),
  /** Outlook in cached mode; what cannot be used for mail is left out of the book (aa998753). */
  EXCHANGE_ADDRESS_BOOK(
      "Exchange address book",
      Basis.DOCUMENTS,
      List.of(SMIME_CERTIFICATE, CERTIFICATE),
      WHEN_NONE_GOOD,
      FIRST_GOOD,
      STARTED,
      RSA,
      ENCRYPTION_USAGE,
      KEY_USAGE,
      MAIL_PURPOSE_BY_NAME,
      ISSUER_KNOWN),
  /** macOS and iOS over Exchange; compares the address in its case and looks at no key usage. */
  APPLE_MAIL(
      "Apple Mail",
      Basis.DOCUMENTS,
      List.of(SMIME_CERTIFICATE, CERTIFICATE),
      WHEN_NONE_GOOD,
      FIRST_GOOD,
      STARTED,
      RSA,
      ADDRESS_AS_WRITTEN,
      ISSUER_KNOWN),
  /** Its source: both attributes of an external directory go into the contact. */
  ZIMBRA(
      "Zimbra",
      Basis.DOCUMENTS,
      List.of(CERTIFICATE, SMIME_CERTIFICATE),
      WHEN_NONE_GOOD,
      FIRST_GOOD,
      STARTED,
      RSA,
      ENCRYPTION_USAGE,
      MAIL_PURPOSE,
      ISSUER_KNOWN);

  private enum Basis {
    MEASURED,
    DOCUMENTS
  }

  private final String title;
  private final Basis basis;

  @SuppressWarnings("ImmutableEnumChecker") // it copies its collections
  private final Reading reading;

  MailClient(
      String title,
      Basis basis,
      List<Source> sources,
      Reading.Turn turn,
      Reading.Choice choice,
      Demand... demands) {
    this.title = title;
    this.basis = basis;
    Set<Demand> all = EnumSet.of(NOT_EXPIRED, NO_CA, ENCRYPTABLE_KEY);
    all.addAll(Arrays.asList(demands));
    this.reading = new Reading(sources, turn, choice, all);
  }

  /** The name for people. */
  public String title() {
    return title;
  }

  /** The name on the command line and in files: lower case with hyphens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the row was measured on the client, and not taken from documents or its source. */
  public boolean isMeasured() {
    return basis == Basis.MEASURED;
  }

  /** Whether it can encrypt to the mailbox. */
  public boolean canEncrypt(LookUp lookUp) {
    return reading.pick(lookUp).isPresent();
  }

  /** What it does with the entry, and why. */
  public Pick pick(LookUp lookUp) {
    Optional<CertificateSummary> picked = reading.pick(lookUp);
    String why =
        picked
            .map(one -> "would pick " + one.serialHex() + reading.order(lookUp))
            .orElseGet(() -> "cannot encrypt, because " + reading.refusal(lookUp));
    return new Pick(picked, isMeasured() ? why : why + " (by its documents, not measured)");
  }
}
