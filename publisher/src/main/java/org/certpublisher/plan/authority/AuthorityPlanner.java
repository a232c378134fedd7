package org.certpublisher.plan.authority;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.authority.Ownership;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.EntryChange.Frame;
import org.certpublisher.directory.Spelling;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.EntryPlan;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.Policy;
import org.certpublisher.plan.State;
import org.certpublisher.source.RevocationList;
import org.certpublisher.source.RevocationStatus;

/**
 * Decides about the entries of certification authorities, in the states that people's entries have.
 * Ours are the configured CA certificates, those that verify under their keys, and the lists that
 * these keys signed; all else is never touched. A list goes only when a newer one of the same list
 * comes in the same modify; an older one is never published.
 */
public final class AuthorityPlanner {
  private static final Comparator<Judgement> ORDER =
      Comparator.comparing(Judgement::state)
          .thenComparing(line -> line.subject().identity())
          .thenComparing(Judgement::why);

  private final Policy policy;
  private final Server server;
  private final boolean createMissing;
  private final Items items;
  private final Instant now;

  /**
   * A planner for one run.
   *
   * @param createMissing whether entries that are not there are made
   */
  public AuthorityPlanner(
      Ours ours, Policy policy, Server server, boolean createMissing, Instant now) {
    this.policy = policy;
    this.server = server;
    this.createMissing = createMissing;
    this.items = new Items(ours, now);
    this.now = now;
  }

  /**
   * What tells ours from others.
   *
   * @param configured the certificates of our authorities
   * @param reader reads the lists that the directory holds
   * @param statuses what is known of revoked CA certificates
   */
  public record Ours(
      Ownership ownership,
      Set<Sha256> configured,
      RevocationList.Reader reader,
      List<RevocationStatus> statuses) {}

  /** How the server has the attributes written, and whose classes it has. */
  public record Server(Map<CertificateAttribute, Spelling> spellings, boolean activeDirectory) {
    /** MS-ADA1, certificateRevocationList: isSingleValued is TRUE, of it alone. */
    boolean takesOneValue(CertificateAttribute attribute) {
      return activeDirectory && attribute == CertificateAttribute.CERTIFICATE_REVOCATION_LIST;
    }

    /** A value that stands only because a class of Active Directory demands one. */
    boolean isPlaceholder(StoredValue value) {
      return activeDirectory && value.bytes().equals(ObjectClasses.PLACEHOLDER);
    }

    boolean hides(StoredValue value) {
      return spellings
          .getOrDefault(value.attribute(), Spelling.plain(value.attribute()))
          .hides(value);
    }
  }

  /** What is to be done about one entry, which may not be there yet. */
  public EntryPlan plan(AuthorityEntry wanted, Optional<DirectoryEntry> found) {
    List<Item> all =
        Stream.concat(
                wanted.certificates().stream().map(items::of),
                wanted.lists().stream().map(items::of))
            .filter(item -> policy.attributes().contains(item.attribute()))
            .toList();
    return found.map(entry -> plan(all, entry)).orElseGet(() -> absent(wanted.dn(), all));
  }

  private EntryPlan plan(List<Item> wanted, DirectoryEntry entry) {
    Comparison comparison = new Comparison(policy, items, server, now);
    List<Decision> decisions = comparison.decide(wanted, entry);
    Optional<EntryChange> change = change(entry, decisions);
    List<String> classes = change.map(one -> one.frame().classes()).orElse(List.of());
    return new EntryPlan(
        change,
        decisions.stream()
            .map(one -> one.with(classes).judgement(entry.dn()))
            .sorted(ORDER)
            .toList(),
        comparison.held(),
        List.of(),
        List.of());
  }

  private Optional<EntryChange> change(DirectoryEntry entry, List<Decision> decisions) {
    List<AttributeChange> changes = new ArrayList<>();
    Set<CertificateAttribute> coming = EnumSet.noneOf(CertificateAttribute.class);
    for (CertificateAttribute attribute : policy.attributes().stream().sorted().toList()) {
      List<Decision> mine =
          decisions.stream().filter(one -> one.item().attribute() == attribute).toList();
      List<AttributeChange.Publication> publish = published(mine);
      List<AttributeChange.Withdrawal> withdraw =
          withdrawals(entry, attribute, mine, !publish.isEmpty());
      if (!publish.isEmpty()) {
        coming.add(attribute);
      }
      if (!publish.isEmpty() || !withdraw.isEmpty()) {
        List<StoredValue> kept = new ArrayList<>(entry.values(attribute));
        withdraw.forEach(gone -> kept.remove(gone.value()));
        kept.sort(StoredValue.ORDER);
        changes.add(new AttributeChange(attribute, kept, withdraw, publish));
      }
    }
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    Frame frame =
        coming.isEmpty()
            ? Frame.NONE
            : Frame.of(ObjectClasses.lacking(coming, entry.classes(), server.activeDirectory()));
    return Optional.of(
        new EntryChange(entry.dn(), entry.version(), entry.valuesDigest(), changes, frame));
  }

  private static List<AttributeChange.Publication> published(List<Decision> decisions) {
    return decisions.stream()
        .filter(Decision::comes)
        .map(Decision::item)
        .map(item -> new AttributeChange.Publication(item.bytes(), item.identity()))
        .distinct()
        .toList();
  }

  /** A placeholder makes way for the first value. */
  private List<AttributeChange.Withdrawal> withdrawals(
      DirectoryEntry entry,
      CertificateAttribute attribute,
      List<Decision> decisions,
      boolean replaced) {
    return Stream.concat(
            entry.values(attribute).stream()
                .filter(value -> replaced && server.isPlaceholder(value)),
            policy.mode() == Policy.Mode.ADD_ONLY
                ? Stream.empty()
                : decisions.stream()
                    .filter(Decision::withdraws)
                    .flatMap(one -> one.gone().stream()))
        .sorted(StoredValue.ORDER)
        .map(
            value ->
                new AttributeChange.Withdrawal(
                    value, value.bytes().sha256(), !replaced && !stays(value, decisions)))
        .toList();
  }

  /** Whether the same certificate or a newer list stands in another value. */
  private static boolean stays(StoredValue value, List<Decision> decisions) {
    return decisions.stream()
        .anyMatch(
            one ->
                one.gone().contains(value)
                    && (one.state() == State.PUBLISHED || one.state() == State.SUPERSEDED));
  }

  private EntryPlan absent(String dn, List<Item> wanted) {
    List<Item> good = new Comparison(policy, items, server, now).newest(wanted);
    Set<CertificateAttribute> coming =
        good.stream()
            .map(Item::attribute)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(CertificateAttribute.class)));
    Optional<Frame> frame =
        createMissing && !good.isEmpty()
            ? ObjectClasses.creation(dn, coming, server.activeDirectory())
            : Optional.empty();
    List<Decision> decisions =
        wanted.stream().map(item -> absent(dn, item, good.contains(item), frame)).toList();
    Optional<EntryChange> change =
        frame.map(
            made ->
                new EntryChange(
                    dn, "", DirectoryEntry.digest(List.of()), creation(decisions), made));
    return new EntryPlan(
        change,
        decisions.stream().map(one -> one.judgement(dn)).sorted(ORDER).toList(),
        0,
        List.of(),
        List.of());
  }

  private List<AttributeChange> creation(List<Decision> decisions) {
    return policy.attributes().stream()
        .sorted()
        .map(
            attribute ->
                new AttributeChange(
                    attribute,
                    List.of(),
                    List.of(),
                    published(
                        decisions.stream()
                            .filter(one -> one.item().attribute() == attribute)
                            .toList())))
        .filter(change -> !change.isEmpty())
        .toList();
  }

  private Decision absent(String dn, Item item, boolean good, Optional<Frame> frame) {
    String why = item.verdict().why();
    if (!good) {
      State state = item.state() == State.MISSING ? State.SUPERSEDED : item.state();
      return Decision.nothing(item, state, why + "; not published");
    }
    if (frame.isPresent()) {
      return new Decision(
          item,
          State.MISSING,
          Action.PUBLISH,
          List.of(),
          true,
          why + "; published to " + item.attribute().ldapName() + " of a new entry");
    }
    return Decision.nothing(
        item,
        State.NO_ENTRY,
        why
            + "; not published: there is no entry "
            + dn
            + (createMissing
                ? ", and only one named by cn, o or ou can be made: make it by hand"
                : ": make it, name another one with ca-entry, or set create-missing: true"));
  }
}
