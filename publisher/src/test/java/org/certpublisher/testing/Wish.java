package org.certpublisher.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a certificate is to be like.
 *
 * @param subject as {@code -subj} takes it
 * @param mailboxes the rfc822Names of its SAN
 * @param key the kind of its key
 * @param keyUsage the keyUsage line
 * @param notBefore from when
 * @param notAfter until when
 */
public record Wish(
    String subject,
    List<String> mailboxes,
    OpenSslCa.Key key,
    String keyUsage,
    Instant notBefore,
    Instant notAfter) {
  /** An encryption certificate for one mailbox that is valid from an hour ago for a year. */
  public static Wish of(String mailbox) {
    Instant now = Instant.now();
    return new Wish(
        "/CN=" + mailbox.substring(0, mailbox.indexOf('@')),
        List.of(mailbox),
        OpenSslCa.Key.RSA,
        "digitalSignature,keyEncipherment",
        now.minus(Duration.ofHours(1)),
        now.plus(Duration.ofDays(365)));
  }

  /** With other mailboxes. */
  public Wish mailboxes(String... others) {
    return new Wish(subject, List.of(others), key, keyUsage, notBefore, notAfter);
  }

  /** With another subject. */
  public Wish subject(String other) {
    return new Wish(other, mailboxes, key, keyUsage, notBefore, notAfter);
  }

  /** With another key and the usage of it. */
  public Wish key(OpenSslCa.Key other, String usage) {
    return new Wish(subject, mailboxes, other, usage, notBefore, notAfter);
  }

  /** With other dates. */
  public Wish valid(Instant from, Instant to) {
    return new Wish(subject, mailboxes, key, keyUsage, from, to);
  }
}
