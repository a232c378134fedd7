package org.certpublisher.plan;

import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.certpublisher.cert.Ownership;
import org.certpublisher.cms.SmimeEncoder;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.source.Inventory;

/** Decides about every certificate and every entry. Pure: the same input gives the same plan. */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class Planner {
  private final Given given;
  private final Policy policy;
  private final Instant now;

  /** A planner for one run. */
  public Planner(Given given, Policy policy, Instant now) {
    this.given = given;
    this.policy = policy;
    this.now = now;
  }

  /**
   * What is known before the first entry comes.
   *
   * @param inventory what the CAs have issued
   * @param matches to how many entries each mailbox belongs
   * @param ownership which certificates are ours
   * @param encoder makes the values of userSMIMECertificate
   * @param loader gives the bytes of what is to be published
   * @param spellings under which description the server gives each attribute, options included;
   *     missing ones are taken as the plain name
   */
  public record Given(
      Inventory inventory,
      Matches matches,
      Ownership ownership,
      SmimeEncoder encoder,
      CertificateLoader loader,
      Map<CertificateAttribute, String> spellings) {
    /** Copies its collection. */
    public Given {
      spellings = Map.copyOf(spellings);
    }
  }

  /** What is to be done about one entry. */
  public EntryPlan plan(DirectoryEntry entry) {
    throw new UnsupportedOperationException(given + " " + policy + now + entry);
  }

  /** The judgements on certificates and mailboxes that reach no entry, in a fixed order. */
  public void unplaced(Consumer<Judgement> consumer) {
    throw new UnsupportedOperationException(String.valueOf(consumer));
  }
}
