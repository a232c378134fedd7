package org.certpublisher.cert.x509;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.asn1.Asn1Element;
import org.certpublisher.cert.asn1.Asn1Text;
import org.certpublisher.cert.asn1.MalformedAsn1Exception;
import org.certpublisher.cert.asn1.NameText;

/** The names of the subjectAltName extension (RFC 5280, section 4.2.1.6) that concern mail. */
final class AlternativeNames {
  private static final String SMTP_UTF8_MAILBOX = "1.3.6.1.5.5.7.8.9";
  private static final String USER_PRINCIPAL_NAME = "1.3.6.1.4.1.311.20.2.3";
  private static final String EMAIL_ADDRESS = "1.2.840.113549.1.9.1";
  private static final int OTHER_NAME = 0xa0;
  private static final int OTHER_NAME_VALUE = 0xa0;
  private static final int RFC822_NAME = 0x81;
  private static final int MAX_TEXT_BYTES = 1024;

  private AlternativeNames() {}

  /** Every mailbox once; the subject's emailAddress only when the extension has none. */
  static List<Mailbox> mailboxes(Extensions extensions, Asn1Element subject)
      throws MalformedAsn1Exception {
    List<Mailbox> mailboxes =
        distinct(
            extensions.read(Extensions.SUBJECT_ALT_NAME, List.of(), AlternativeNames::addresses));
    return mailboxes.isEmpty() ? distinct(emailAddresses(subject)) : mailboxes;
  }

  static List<String> userPrincipalNames(Extensions extensions) {
    return extensions.read(
        Extensions.SUBJECT_ALT_NAME,
        List.of(),
        names -> {
          List<String> found = new ArrayList<>();
          for (Asn1Element name : names.children()) {
            otherName(name, USER_PRINCIPAL_NAME)
                .flatMap(AlternativeNames::text)
                .ifPresent(found::add);
          }
          return found;
        });
  }

  private static List<Mailbox> distinct(List<String> addresses) {
    List<Mailbox> mailboxes = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String address : addresses) {
      if (Mailbox.isAddress(address)) {
        Mailbox mailbox = Mailbox.of(address);
        if (seen.add(mailbox.key())) {
          mailboxes.add(mailbox);
        }
      }
    }
    return mailboxes;
  }

  private static List<String> addresses(Asn1Element names) throws MalformedAsn1Exception {
    List<String> addresses = new ArrayList<>();
    for (Asn1Element name : names.expect(Asn1Element.SEQUENCE, "names").children()) {
      if (name.is(RFC822_NAME)) {
        untaggedText(name).ifPresent(addresses::add);
      }
      otherName(name, SMTP_UTF8_MAILBOX).flatMap(AlternativeNames::text).ifPresent(addresses::add);
    }
    return addresses;
  }

  private static List<String> emailAddresses(Asn1Element subject) throws MalformedAsn1Exception {
    List<String> addresses = new ArrayList<>();
    for (Asn1Element value : NameText.values(subject, EMAIL_ADDRESS)) {
      text(value).ifPresent(addresses::add);
    }
    return addresses;
  }

  /** A text as identity: one that could act on a terminal is none. */
  static Optional<String> text(Asn1Element element) {
    return element.contentLength() > MAX_TEXT_BYTES
        ? Optional.empty()
        : Asn1Text.of(element).filter(Asn1Text::isPlain);
  }

  /** The same for a string whose tag does not tell its encoding. */
  static Optional<String> untaggedText(Asn1Element element) {
    return element.contentLength() > MAX_TEXT_BYTES
        ? Optional.empty()
        : Asn1Text.utf8(element.contentBytes()).filter(Asn1Text::isPlain);
  }

  /** The value of an otherName of the type; empty when the name is another or broken. */
  static Optional<Asn1Element> otherName(Asn1Element name, String type) {
    try {
      if (name.is(OTHER_NAME)) {
        List<Asn1Element> parts = name.children();
        if (parts.size() == 2
            && parts.get(0).is(Asn1Element.OBJECT_IDENTIFIER)
            && parts.get(0).objectIdentifier().equals(type)
            && parts.get(1).is(OTHER_NAME_VALUE)) {
          return parts.get(1).children().stream().findFirst();
        }
      }
    } catch (MalformedAsn1Exception e) {
      return Optional.empty();
    }
    return Optional.empty();
  }
}
