package org.certpublisher.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certpublisher.cert.CertificateSummary.MatchKey;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.Sha256;

/**
 * All that the authorities of a publication have issued, with its status, as of one moment. Of
 * certificates that are not ours it knows nothing; impostors are among the findings.
 */
public final class Inventory {
  /** Whether anything may be concluded from it. */
  public enum Completeness {
    /** Read to the end. */
    COMPLETE,
    /** Read to the end, but clearly smaller than the last good one: nothing is written. */
    SHRUNKEN,
    /** Not read to the end: nothing is written. */
    FAILED
  }

  private final Completeness completeness;
  private final Instant asOf;
  private final Map<Sha256, Issued> byIdentity;
  private final Map<String, List<Issued>> byMailbox;
  private final Map<MatchKey, List<Issued>> byKey;
  private final List<SourceFinding> findings;

  /** An inventory of these certificates; one that comes twice counts once, the first wins. */
  public Inventory(
      Completeness completeness,
      Instant asOf,
      Collection<Issued> issued,
      List<SourceFinding> findings) {
    this.completeness = completeness;
    this.asOf = asOf;
    this.findings = List.copyOf(findings);
    Map<Sha256, Issued> identities = new HashMap<>(issued.size() * 4 / 3 + 1);
    Map<String, List<Issued>> mailboxes = new HashMap<>();
    Map<MatchKey, List<Issued>> keys = new HashMap<>();
    for (Issued one : issued) {
      if (identities.putIfAbsent(one.sha256(), one) == null) {
        for (Mailbox mailbox : one.summary().mailboxes()) {
          mailboxes.merge(mailbox.key(), List.of(one), Inventory::joined);
        }
        for (MatchKey key : one.summary().names().keys()) {
          keys.merge(key, List.of(one), Inventory::joined);
        }
      }
    }
    this.byIdentity = Collections.unmodifiableMap(identities);
    this.byMailbox = Collections.unmodifiableMap(mailboxes);
    this.byKey = Collections.unmodifiableMap(keys);
  }

  private static List<Issued> joined(List<Issued> some, List<Issued> more) {
    List<Issued> all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  /** Whether anything may be concluded from it. */
  public Completeness completeness() {
    return completeness;
  }

  /** When it was read. */
  public Instant asOf() {
    return asOf;
  }

  /** Every certificate, in no order. */
  public Collection<Issued> issued() {
    return byIdentity.values();
  }

  /** The certificate of this identity, if it is ours and known. */
  public Optional<Issued> find(Sha256 identity) {
    return Optional.ofNullable(byIdentity.get(identity));
  }

  /** The certificates that name a mailbox, by {@link Mailbox#key}. */
  public List<Issued> ofMailbox(String key) {
    return byMailbox.getOrDefault(key, List.of());
  }

  /** The certificates that say something as a whole, when a rule of matching asks for it. */
  public List<Issued> ofKey(MatchKey key) {
    return byKey.getOrDefault(key, List.of());
  }

  /** What was found about single items, impostors among them. */
  public List<SourceFinding> findings() {
    return findings;
  }

  /** How many certificates have not expired: what the shrink guard compares. */
  public int unexpired(Instant now) {
    return (int)
        byIdentity.values().stream().filter(one -> !now.isAfter(one.summary().notAfter())).count();
  }
}
