package org.certpublisher.plan;

/**
 * To how many entries a mailbox belongs, as the thin first pass over the directory found it. Only
 * mailboxes that some certificate names need to be known.
 */
public interface Matches {
  /** How many entries have the mailbox, by {@link org.certpublisher.cert.Mailbox#key}. */
  int count(String mailboxKey);

  /** Whether exactly one entry has the mailbox and it is this one. */
  boolean belongsTo(String mailboxKey, String dn);
}
