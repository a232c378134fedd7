package org.certpublisher.cert;

import java.util.List;

/**
 * Whom a certificate names.
 *
 * @param name the subject as DER Name
 * @param text the subject for people (RFC 4514); never compared
 * @param mailboxes every rfc822Name and SmtpUTF8Mailbox (RFC 9598) of the subjectAltName; the
 *     subject's emailAddress only when there are none; no address twice
 * @param userPrincipalNames Microsoft's UPN otherNames
 * @param sid the SID of Microsoft's extension 1.3.6.1.4.1.311.25.2, or empty
 */
public record Subject(
    Der name, String text, List<Mailbox> mailboxes, List<String> userPrincipalNames, String sid) {
  /** Copies its collections. */
  public Subject {
    mailboxes = List.copyOf(mailboxes);
    userPrincipalNames = List.copyOf(userPrincipalNames);
  }
}
