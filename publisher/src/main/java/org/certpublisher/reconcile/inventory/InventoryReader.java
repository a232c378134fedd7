package org.certpublisher.reconcile.inventory;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.authority.Authority;
import org.certpublisher.cert.authority.Ownership;
import org.certpublisher.cert.match.MatchRules;
import org.certpublisher.report.Summary;
import org.certpublisher.source.Edition;
import org.certpublisher.source.Editions;
import org.certpublisher.source.Inventory;
import org.certpublisher.source.Inventory.Completeness;
import org.certpublisher.source.Issued;
import org.certpublisher.source.RevocationStatus;
import org.certpublisher.source.Severity;
import org.certpublisher.source.SourceException;
import org.certpublisher.source.SourceFinding;
import org.certpublisher.state.StateStore;

/**
 * Reads what the authorities of a publication have issued and revoked, and judges whether it is all
 * there: a source that failed, or that holds clearly less than at the last good read, leads to no
 * write at all.
 */
public final class InventoryReader {
  private final List<AuthoritySource> sources;
  private final MatchRules match;
  private final StateStore state;
  private final IntConsumer judged;
  private final List<SourceFinding> findings = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();
  private final Map<String, StateStore.LastGood> good = new LinkedHashMap<>();
  private Completeness completeness = Completeness.COMPLETE;

  /**
   * For one reading.
   *
   * @param match tells what has to be kept of a certificate
   * @param judged is told how many certificates are done, from several threads
   */
  public InventoryReader(
      List<AuthoritySource> sources, MatchRules match, StateStore state, IntConsumer judged) {
    this.sources = sources;
    this.match = match;
    this.state = state;
    this.judged = judged;
  }

  /**
   * What was read.
   *
   * @param ownership knows every verdict that the reading made
   * @param lines what the sources gave, for people
   * @param good what to record once the run succeeded, by authority
   * @param lists the revocation lists
   */
  public record Reading(
      Inventory inventory,
      Ownership ownership,
      Summary.InventoryLines lines,
      Map<String, StateStore.LastGood> good,
      Lists lists) {
    /** Which revocation lists to remember once the run succeeded. */
    public List<Edition> editions() {
      return lists.editions();
    }

    /** The revocation sources that are missing or stale, for people; empty when all are usable. */
    public String lost() {
      return lists.lost();
    }

    /** What the revocation lists say. */
    public List<RevocationStatus> statuses() {
      return lists.statuses();
    }

    /** Whether anything may be written. */
    public boolean isComplete() {
      return inventory.completeness() == Completeness.COMPLETE;
    }
  }

  /** The revocation lists of a reading; {@link Reading} says what of them. */
  record Lists(List<RevocationStatus> statuses, List<Edition> editions, String lost) {}

  /** Reads the revocation lists alone: what is needed to publish of the authorities themselves. */
  public Reading readLists(Instant now, Set<String> accepted) {
    List<Authority> authorities = sources.stream().map(AuthoritySource::authority).toList();
    Editions editions = new Editions(state.editions());
    Map<String, List<RevocationStatus>> statuses = statuses(now, accepted, editions);
    int certificates = authorities.stream().mapToInt(one -> one.certificates().size()).sum();
    return new Reading(
        new Inventory(completeness, now, List.of(), findings),
        new Ownership(authorities, state.verdicts()),
        new Summary.InventoryLines("", certificates, lines),
        Map.of(),
        lists(statuses, editions));
  }

  private Lists lists(Map<String, List<RevocationStatus>> statuses, Editions editions) {
    return new Lists(
        statuses.values().stream().flatMap(List::stream).toList(),
        editions.toRemember(),
        String.join("; ", lost));
  }

  /**
   * Reads everything; a source that fails is told in the result, and the others are still read.
   *
   * @param accepted the authorities whose smaller inventory the operator accepts
   */
  public Reading read(Instant now, Set<String> accepted, String operator) {
    List<Authority> authorities = sources.stream().map(AuthoritySource::authority).toList();
    Ownership ownership = new Ownership(authorities, state.verdicts());
    Editions editions = new Editions(state.editions());
    Map<String, List<RevocationStatus>> statuses = statuses(now, accepted, editions);
    Map<Sha256, Issued> all = new LinkedHashMap<>();
    for (AuthoritySource source : sources) {
      try (IssuedCollector collector = new IssuedCollector(ownership, statuses, match, judged)) {
        source.source().read(collector);
        collector.finish();
        Optional<String> by =
            Optional.of(operator).filter(o -> accepted.contains(source.authority().name()));
        judge(source, collector, now, by);
        collector.issued().forEach((id, one) -> all.merge(id, one, IssuedCollector::joined));
        findings.addAll(collector.findings());
        lines.add(line(source, collector.issued().size()));
      } catch (SourceException e) {
        fail(Completeness.FAILED, source.authority().name() + ": " + e.getMessage());
      }
    }
    Collection<Issued> issued = withCarriedOut(all).values();
    Inventory inventory = new Inventory(completeness, now, issued, findings);
    return new Reading(
        inventory,
        ownership,
        new Summary.InventoryLines(String.join("; ", problems), inventory.issued().size(), lines),
        completeness == Completeness.COMPLETE ? good : Map.of(),
        lists(statuses, editions));
  }

  private static String line(AuthoritySource source, int certificates) {
    return source.authority().name()
        + ": "
        + certificates
        + (certificates == 1 ? " certificate from " : " certificates from ")
        + source.source().describe();
  }

  private Map<String, List<RevocationStatus>> statuses(
      Instant now, Set<String> accepted, Editions editions) {
    Map<String, List<RevocationStatus>> statuses = new LinkedHashMap<>();
    for (AuthoritySource source : sources) {
      String name = source.authority().name();
      Editions.Compared compared =
          editions.compare(
              name,
              source.revocation().stream().map(revocation -> revocation.read(now)).toList(),
              accepted.contains(name));
      findings.addAll(compared.findings());
      for (RevocationStatus status : compared.statuses()) {
        findings.addAll(status.findings());
        lines.add(name + ": " + status.describe());
        if (!status.isUsable()) {
          lost.add(name + ": " + status.describe());
        }
      }
      statuses.put(name, compared.statuses());
    }
    return statuses;
  }

  /** Compares with the last good read of the source. */
  private void judge(
      AuthoritySource source, IssuedCollector collector, Instant now, Optional<String> acceptedBy) {
    String name = source.authority().name();
    good.put(name, collector.lastGood(now, acceptedBy.orElse("")));
    Optional<StateStore.LastGood> last = state.lastGood(name);
    if (acceptedBy.isPresent() || last.isEmpty()) {
      return;
    }
    Optional<SourceFinding> gone = collector.unreadableSince(last.get());
    if (gone.isPresent()) {
      fail(
          Completeness.FAILED,
          name
              + ": a certificate that could be read on "
              + last.get().asOf()
              + " cannot be read any more: "
              + gone.get().where()
              + " ("
              + gone.get().text()
              + "); restore it, or say --accept-inventory "
              + name);
    }
    int before = last.get().unexpired();
    int still = collector.unexpired(last.get().asOf());
    int fewer = before - still;
    if ((fewer > 10 && fewer * 20L > before) || (before > 0 && still == 0)) {
      fail(
          Completeness.SHRUNKEN,
          name
              + ": "
              + source.source().describe()
              + " holds "
              + still
              + " of the "
              + before
              + " certificates that were unexpired at the last good read on "
              + last.get().asOf()
              + "; if that is right, say --accept-inventory "
              + name);
    }
  }

  private void fail(Completeness how, String problem) {
    problems.add(problem);
    if (how.compareTo(completeness) > 0) {
      completeness = how;
    }
  }

  /** A revocation that was carried out stays in force when a restored CA has forgotten it. */
  private Map<Sha256, Issued> withCarriedOut(Map<Sha256, Issued> all) {
    for (Map.Entry<Sha256, Revocation> done : state.carriedOut().entrySet()) {
      Issued issued = all.get(done.getKey());
      if (issued != null && issued.revocation().status() != Revocation.Status.REVOKED) {
        Revocation before = done.getValue();
        findings.add(
            new SourceFinding(
                Severity.WARNING,
                issued.location().toString(),
                "certificate "
                    + issued.summary().serialHex()
                    + " was revoked ("
                    + before.reason().word()
                    + ", "
                    + before.by()
                    + ") and withdrawn, and is now valid again; it stays withdrawn"));
        all.put(
            done.getKey(),
            new Issued(issued.summary(), issued.authority(), before, issued.location()));
      }
    }
    return all;
  }

  /**
   * A digest of every certificate and its status, whatever their order. Identities are added up:
   * sorting 10,000 of them took a twentieth of a run with nothing to do.
   */
  public static Sha256 digest(Inventory inventory) {
    Map<Revocation.Status, long[]> sums = new EnumMap<>(Revocation.Status.class);
    for (Issued one : inventory.issued()) {
      Sha256 identity = one.sha256();
      long[] sum = sums.computeIfAbsent(one.revocation().status(), status -> new long[5]);
      sum[0] += identity.a();
      sum[1] += identity.b();
      sum[2] += identity.c();
      sum[3] += identity.d();
      sum[4]++;
    }
    StringBuilder text = new StringBuilder();
    sums.forEach((status, sum) -> text.append(status).append(Arrays.toString(sum)));
    return Sha256.of(text.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
