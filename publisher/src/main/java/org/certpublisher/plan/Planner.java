package org.certpublisher.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.authority.Ownership;
import org.certpublisher.cms.SmimeEncoder;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.AttributeChange.Publication;
import org.certpublisher.directory.AttributeChange.Withdrawal;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.EntryLimits;
import org.certpublisher.directory.HeldCertificate;
import org.certpublisher.directory.Spelling;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.plan.Contest.Entrant;
import org.certpublisher.plan.Judge.Decision;
import org.certpublisher.source.Inventory;
import org.certpublisher.source.Issued;

/**
 * Decides about every certificate and every entry. Pure: the same input gives the same plan,
 * whatever its order. The first row that holds is the state:
 *
 * <pre>
 * UNREADABLE          the value in the directory does not parse          never touched
 * FOREIGN             no configured authority's key signed it            never touched
 * UNMANAGED           ours, but not selected by the publication          never touched
 * REVOKED, ON_HOLD    a source says so                                   withdrawn
 * EXPIRED             notAfter has passed                                withdrawn by policy
 * REVOCATION_UNKNOWN  a revocation source is missing or stale            neither way
 * NOT_YET_VALID       notBefore is ahead                                 waits
 * UNSUITABLE          no mailbox, cannot encrypt, too large or no room   not published; left if there
 * AMBIGUOUS, NO_ENTRY no mailbox of it is this entry's alone             nothing is written
 * SUPERSEDED          another one is preferred for all its mailboxes     withdrawn if there
 * UNKNOWN             ours and there, not in the inventory               left, or by policy withdrawn
 * MISSING             should be there and is not, or not everywhere      published
 * PUBLISHED           there, in every attribute                          nothing
 * SHADOWED            besides: it is in userSMIMECertificate, is expired, revoked, superseded or not
 *                     ours, and userCertificate holds a good one
 * </pre>
 *
 * <p>Never harm decides what the table leaves open:
 *
 * <ul>
 *   <li>A superseded certificate goes only from attributes in which the preferred one will stand:
 *       not when that one's bytes are gone or the inventory does not know it and it is not there.
 *   <li>One that is in the entry with unknown revocation, or is too large to be completed, is not
 *       withdrawn and makes nothing else be withdrawn; but none that is less preferred is written
 *       beside it.
 *   <li>An entry does not grow over a stop limit: what is preferred the least stays out, one by
 *       one, until there is room; what goes and what takes the place of another is not held up.
 *   <li>What stands only where the server's spelling does not find it (389-DS, without {@code
 *       ;binary}) is rewritten under it: MISSING until then. A second copy of it there goes.
 *   <li>A value of userSMIMECertificate is ours only if every certificate in it that is no CA is
 *       ours. Exchange's own form is never touched, and a signed one only to withdraw its leaf.
 *   <li>From an inventory that is not complete nothing is concluded: states, but no changes.
 * </ul>
 */
public final class Planner {
  private final Given given;
  private final Policy policy;
  private final Instant now;
  private final Judge judge;
  private final Lines lines;

  /** A planner for one run. */
  public Planner(Given given, Policy policy, Instant now) {
    this.given = given;
    this.policy = policy;
    this.now = now;
    this.judge = new Judge(given, policy, now);
    this.lines = new Lines(judge, new Sentences(policy, judge, now), now);
  }

  /**
   * What is known before the first entry comes.
   *
   * @param inventory what the CAs have issued
   * @param matches which entries the rules of matching find
   * @param ownership which certificates are ours
   * @param encoder makes the values of userSMIMECertificate
   * @param loader gives the bytes of what is to be published
   * @param server where it is all to be published
   */
  public record Given(
      Inventory inventory,
      MatchTable matches,
      Ownership ownership,
      SmimeEncoder encoder,
      Loader loader,
      Server server) {
    Spelling spelling(CertificateAttribute attribute) {
      return server.spellings().getOrDefault(attribute, Spelling.plain(attribute));
    }
  }

  /**
   * What a server is like.
   *
   * @param spellings how it has each attribute written; missing ones are taken as the plain name
   * @param limits how much an entry may hold
   */
  public record Server(Map<CertificateAttribute, Spelling> spellings, EntryLimits limits) {
    /** Copies its collection. */
    public Server {
      spellings = Map.copyOf(spellings);
    }
  }

  /**
   * Gives the planner the bytes of a certificate that is to be published. Empty when they can no
   * longer be read or are no longer those of the inventory: then it is a finding, not a change.
   */
  @FunctionalInterface
  public interface Loader {
    /** The DER of the certificate, whose SHA-256 was compared. */
    Optional<Der> load(Issued issued);
  }

  /** What is to be done about one entry. */
  public EntryPlan plan(DirectoryEntry entry) {
    Contents contents = new Contents(entry, given);
    List<Entrant> entrants = contents.candidates().stream().map(judge::alone).toList();
    Map<Sha256, String> barred = new HashMap<>();
    Draft draft = draft(entry, entrants, barred);
    Optional<String> full = draft.refusal(entry, given.server().limits());
    while (full.isPresent()) {
      barred.put(draft.least().sha256(), full.get());
      draft = draft(entry, entrants, barred);
      full = draft.refusal(entry, given.server().limits());
    }
    List<Decision> decisions = draft.decisions();
    Optional<EntryChange> change = draft.change();
    List<HeldCertificate> before = contents.held(entry.values());
    return new EntryPlan(
        change,
        lines.of(
            contents,
            draft.contest(),
            decisions,
            given.server().limits().warning(entry, change).orElse("")),
        (int) decisions.stream().filter(this::isPublished).count(),
        before,
        change.map(made -> after(made, entry, contents, decisions)).orElse(before));
  }

  /** A plan before it is known whether there is room for it. */
  private record Draft(Contest contest, List<Decision> decisions, Optional<EntryChange> change) {
    Optional<String> refusal(DirectoryEntry entry, EntryLimits limits) {
      return change.flatMap(made -> limits.refusal(entry, made));
    }

    /** What comes and is preferred the least. */
    CertificateSummary least() {
      return decisions.stream()
          .filter(one -> one.isWritten() && !one.come().isEmpty())
          .map(one -> one.candidate().summary())
          .max(Contest.PREFERENCE)
          .orElseThrow();
    }
  }

  private Draft draft(DirectoryEntry entry, List<Entrant> entrants, Map<Sha256, String> barred) {
    Contest contest = new Contest(given, policy, entrants, barred, now);
    List<Decision> decisions =
        entrants.stream()
            .filter(entrant -> judge.isTold(entrant, contest))
            .map(entrant -> judge.decide(entrant, contest))
            .toList();
    return new Draft(contest, decisions, change(entry, decisions));
  }

  /** The judgements on certificates and mailboxes that reach no entry, in a fixed order. */
  public void unplaced(Consumer<Judgement> consumer) {
    lines.unplaced(given.inventory(), consumer);
  }

  /** The good certificates of which no mailbox finds any entry, the preferred first. */
  public List<CertificateSummary> homeless() {
    return given.inventory().issued().stream()
        .filter(judge::isHomeless)
        .map(Issued::summary)
        .sorted(Contest.PREFERENCE)
        .toList();
  }

  private boolean isPublished(Decision decision) {
    return decision.state() != State.UNMANAGED
        && decision.candidate().facts().isOurs()
        && ((policy.attributes().contains(CertificateAttribute.USER_CERTIFICATE)
                && !decision.candidate().plain().isEmpty())
            || (policy.attributes().contains(CertificateAttribute.USER_SMIME_CERTIFICATE)
                && !decision.candidate().wrapped().isEmpty()));
  }

  private Optional<EntryChange> change(DirectoryEntry entry, List<Decision> decisions) {
    List<AttributeChange> changes = new ArrayList<>();
    for (CertificateAttribute attribute : CertificateAttribute.values()) {
      List<Withdrawal> withdraw =
          decisions.stream()
              .flatMap(decision -> withdrawals(decision, attribute, decisions))
              .sorted(Comparator.comparing(Withdrawal::value, StoredValue.ORDER))
              .toList();
      List<Publication> publish =
          publishing(decisions, attribute)
              .map(one -> new Publication(one.come(attribute), one.candidate().identity()))
              .toList();
      if (!withdraw.isEmpty() || !publish.isEmpty()) {
        List<StoredValue> kept = new ArrayList<>(entry.values(attribute));
        withdraw.forEach(gone -> kept.remove(gone.value()));
        kept.sort(StoredValue.ORDER);
        changes.add(new AttributeChange(attribute, kept, withdraw, publish));
      }
    }
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(new EntryChange(entry.dn(), entry.version(), entry.valuesDigest(), changes));
  }

  private Stream<Withdrawal> withdrawals(
      Decision decision, CertificateAttribute attribute, List<Decision> decisions) {
    if (!decision.isWritten() || policy.mode() == Policy.Mode.ADD_ONLY) {
      return Stream.empty();
    }
    return decision.gone().stream()
        .filter(value -> value.attribute() == attribute)
        .map(
            value ->
                new Withdrawal(
                    value, decision.candidate().identity(), isLoss(decision, decisions)));
  }

  /** A certificate is lost unless it stays in another form or one comes that has its mailbox. */
  private static boolean isLoss(Decision decision, List<Decision> decisions) {
    if (decision.state() == State.PUBLISHED || decision.state() == State.MISSING) {
      return false;
    }
    Set<String> mailboxes = keys(decision);
    return decisions.stream()
        .filter(other -> other.isWritten() && !other.come().isEmpty())
        .allMatch(other -> Collections.disjoint(mailboxes, keys(other)));
  }

  private static Set<String> keys(Decision decision) {
    return decision.candidate().summary().mailboxes().stream()
        .map(Mailbox::key)
        .collect(Collectors.toSet());
  }

  /** The preferred first, for a client that takes the first value. */
  private static Stream<Decision> publishing(
      List<Decision> decisions, CertificateAttribute attribute) {
    return decisions.stream()
        .filter(decision -> decision.isWritten() && decision.come().containsKey(attribute))
        .sorted(Comparator.comparing(d -> d.candidate().summary(), Contest.PREFERENCE));
  }

  private List<HeldCertificate> after(
      EntryChange change, DirectoryEntry entry, Contents contents, List<Decision> decisions) {
    List<StoredValue> kept = new ArrayList<>(entry.values());
    for (AttributeChange one : change.attributes()) {
      one.withdraw().forEach(gone -> kept.remove(gone.value()));
    }
    List<HeldCertificate> after = new ArrayList<>(contents.held(kept));
    for (CertificateAttribute attribute : CertificateAttribute.values()) {
      Spelling spelling = given.spelling(attribute);
      String description =
          entry.values(attribute).stream()
              .filter(value -> !spelling.exact())
              .map(StoredValue::description)
              .findFirst()
              .orElse(spelling.description());
      publishing(decisions, attribute)
          .map(one -> new HeldCertificate(attribute, description, one.candidate().summary()))
          .forEach(after::add);
    }
    return after;
  }
}
