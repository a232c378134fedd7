package org.certpublisher.client;

import java.time.Instant;
import java.util.List;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.directory.HeldCertificate;

/** Which certificate each mail client picks from an entry, as measured on the clients. */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class ClientModel {
  private ClientModel() {}

  /** What the client does when a mail to the mailbox is to be encrypted. */
  public static Pick pick(
      MailClient client, Mailbox mailbox, List<HeldCertificate> held, Instant now) {
    throw new UnsupportedOperationException(client + " " + mailbox + held + now);
  }
}
