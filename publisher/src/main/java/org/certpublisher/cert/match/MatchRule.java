package org.certpublisher.cert.match;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.CertificateSummary.MatchKey;
import org.certpublisher.cert.Mailbox;

/**
 * A way in which an attribute of entries says which certificates are theirs. Everything is compared
 * without regard to case, as directories do it.
 *
 * @param attribute whose values are looked at
 * @param field what of the certificate they are compared with, for {@link Kind#SUBJECT_FIELD} only
 */
public record MatchRule(Kind kind, String attribute, Optional<SubjectField> field) {
  private static final String SMTP = "smtp:";

  /** What the values of the attribute are. */
  public enum Kind {
    /** Mail addresses. */
    MAILBOX,
    /** Exchange's {@code proxyAddresses}: {@code smtp:} and an address; other schemes are not. */
    PROXY_ADDRESS,
    /** User principal names, as the certificate's otherName 1.3.6.1.4.1.311.20.2.3. */
    USER_PRINCIPAL_NAME,
    /** Security identifiers, as the certificate's extension 1.3.6.1.4.1.311.25.2 (MS-WCCE). */
    SID,
    /** What a field of the certificate's subject says. */
    SUBJECT_FIELD
  }

  /** The rule of an attribute: mail addresses, unless its name tells otherwise. */
  public static MatchRule of(String attribute) {
    Kind kind =
        switch (attribute.toLowerCase(Locale.ROOT)) {
          case "proxyaddresses" -> Kind.PROXY_ADDRESS;
          case "userprincipalname" -> Kind.USER_PRINCIPAL_NAME;
          case "objectsid" -> Kind.SID;
          default -> Kind.MAILBOX;
        };
    return new MatchRule(kind, attribute, Optional.empty());
  }

  /** The rule that an attribute holds what a field of the subject says. */
  public static MatchRule of(String attribute, SubjectField field) {
    return new MatchRule(Kind.SUBJECT_FIELD, attribute, Optional.of(field));
  }

  /** Whether each mailbox of a certificate is asked for by itself. */
  public boolean isOfMailboxes() {
    return kind == Kind.MAILBOX || kind == Kind.PROXY_ADDRESS;
  }

  /** How a value of the attribute is written that names a mail address. */
  public String value(String address) {
    return kind == Kind.PROXY_ADDRESS ? SMTP + address : address;
  }

  /** What sets its keys apart from those of other rules. */
  public String name() {
    String lower = attribute.toLowerCase(Locale.ROOT);
    return field.isEmpty() ? lower : lower + "=" + field.get().type();
  }

  MatchKey of(Mailbox mailbox) {
    return new MatchKey(name(), mailbox.key());
  }

  /** What it looks for when an entry is wanted for one mailbox of a certificate. */
  public List<MatchKey> sought(CertificateSummary certificate, Mailbox mailbox) {
    return isOfMailboxes()
        ? List.of(of(mailbox))
        : certificate.names().keys().stream().filter(key -> key.rule().equals(name())).toList();
  }

  /** What a value of the attribute says; empty when it says nothing. */
  Optional<MatchKey> of(byte[] value) {
    if (kind == Kind.SID) {
      return Sid.text(value).map(this::key);
    }
    String text = new String(value, StandardCharsets.UTF_8);
    if (kind == Kind.PROXY_ADDRESS) {
      boolean smtp = text.regionMatches(true, 0, SMTP, 0, SMTP.length());
      text = smtp ? text.substring(SMTP.length()) : "";
    }
    return text.isBlank() ? Optional.empty() : Optional.of(key(text));
  }

  /** What a certificate says as a whole: nothing for a rule of mailboxes. */
  List<MatchKey> of(Certificate certificate) {
    List<String> texts =
        switch (kind) {
          case MAILBOX, PROXY_ADDRESS -> List.of();
          case USER_PRINCIPAL_NAME -> certificate.subject().userPrincipalNames();
          case SID -> List.of(certificate.subject().sid());
          case SUBJECT_FIELD ->
              field.map(own -> own.values(certificate.subject())).orElse(List.of());
        };
    return texts.stream().filter(text -> !text.isBlank()).map(this::key).distinct().toList();
  }

  private MatchKey key(String text) {
    return new MatchKey(name(), text.strip().toLowerCase(Locale.ROOT));
  }

  /** As messages name it. */
  @Override
  public String toString() {
    return attribute + field.map(own -> " (subject." + own.name() + ")").orElse("");
  }
}
