package org.certpublisher.client;

import java.time.Instant;
import java.util.List;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.directory.HeldCertificate;

/**
 * What a client finds when a mail to a mailbox is to be encrypted. Revocation is left aside: no
 * measured client asks for it when it looks up.
 *
 * @param values of the entry, as the server ordered and named them
 */
public record LookUp(Mailbox mailbox, List<HeldCertificate> values, Instant now, Issuers issuers) {
  /** Copies its collection. */
  public LookUp {
    values = List.copyOf(values);
  }

  /** By a client that knows the CAs. */
  public LookUp(Mailbox mailbox, List<HeldCertificate> values, Instant now) {
    this(mailbox, values, now, Issuers.KNOWN);
  }
}
