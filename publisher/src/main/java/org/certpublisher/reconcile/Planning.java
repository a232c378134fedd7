package org.certpublisher.reconcile;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Spelling;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.EntryPlan;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.MatchTable;
import org.certpublisher.plan.Planner;
import org.certpublisher.plan.State;
import org.certpublisher.reconcile.creation.CreationPass;
import org.certpublisher.reconcile.creation.RemovalPass;
import org.certpublisher.reconcile.inventory.InventoryReader;
import org.certpublisher.reconcile.planfile.PlanFileException;
import org.certpublisher.reconcile.planfile.PlanFileWriter;
import org.certpublisher.reconcile.planfile.PlanHeader;
import org.certpublisher.reconcile.planfile.PlanTotals;
import org.certpublisher.source.Issued;
import org.certpublisher.source.SourceException;
import org.certpublisher.source.SourceFinding;
import org.certpublisher.state.StateStore;

/**
 * The second pass: streams the entries past the planner into a plan file. Only what {@code --only}
 * names goes there; the guard's figures are those of the whole directory.
 */
final class Planning {
  /** Refused entries are tried again after this. */
  static final Duration RETRY = Duration.ofDays(1);

  private final Publication publication;
  private final Reconciler.Around around;
  private final InventoryReader.Reading reading;
  private final Scope scope;
  private final Tally tally;
  private int retried;

  /**
   * Which entries are concerned.
   *
   * @param only what {@code --only} named
   * @param selected the names that it means
   * @param refused the entries that the server refused for rights
   */
  record Scope(
      Instant now,
      Optional<Directory.Only> only,
      Set<String> selected,
      Map<String, StateStore.Refusal> refused) {
    boolean has(String dn) {
      return only.isEmpty() || selected.contains(dn);
    }

    /** Whether an entry that is to be made is concerned: it or a mailbox of it is named. */
    boolean makes(DirectoryEntry made) {
      String text = only.map(Directory.Only::text).orElse("").strip();
      return only.isEmpty()
          || made.dn().equalsIgnoreCase(text)
          || made.mailboxes().stream().anyMatch(Mailbox.of(text)::matches);
    }

    /** Whether the server refused the entry lately, so that it is not tried in this run. */
    boolean waits(String dn) {
      StateStore.Refusal refusal = refused.get(dn);
      return refusal != null && now.isBefore(refusal.last().plus(RETRY));
    }

    /** Whether a judgement that reaches no entry is concerned: the address is named. */
    boolean has(Judgement unplaced) {
      if (only.isEmpty()) {
        return true;
      }
      Mailbox asked = Mailbox.of(only.get().text());
      return only.get().kind() == Directory.Only.Kind.ADDRESS
          && List.of(unplaced.subject().address().split(" ", -1)).stream()
              .anyMatch(address -> Mailbox.of(address).matches(asked));
    }
  }

  Planning(
      Publication publication,
      Reconciler.Around around,
      InventoryReader.Reading reading,
      Scope scope) {
    this.publication = publication;
    this.around = around;
    this.reading = reading;
    this.scope = scope;
    this.tally = new Tally(scope.now());
  }

  /** Writes the plan; nothing but findings when the inventory is not complete. */
  SavedPlan write(Path path, MatchTable matches) throws DirectoryException, PlanFileException {
    PlanHeader header = header();
    try (PlanFileWriter file = new PlanFileWriter(path)) {
      file.header(header);
      for (SourceFinding finding : reading.inventory().findings()) {
        tally.finding(finding);
        file.finding(finding);
      }
      if (reading.isComplete()) {
        Spool spool = new Spool(file);
        if (publication.profile() instanceof Publication.Authorities authorities) {
          new AuthorityPass(publication, authorities, reading, scope.now())
              .forEach(around.directory(), spool::entry);
        } else {
          plan(spool, matches, header.directory().spellings());
        }
        spool.check();
      }
      PlanTotals totals = tally.totals(reading.lines());
      file.end(totals);
      return new SavedPlan(path, header, totals);
    }
  }

  private PlanHeader header() throws DirectoryException {
    return new PlanHeader(
        publication.name(),
        publication.policy().mode(),
        scope.now(),
        new PlanHeader.Basis(
            publication.configuration(), InventoryReader.digest(reading.inventory())),
        scope.only().map(Directory.Only::text).orElse(""),
        around.directory().describe());
  }

  /** Changes of entries that were refused for rights and are tried again. */
  int retried() {
    return retried;
  }

  private void plan(Spool spool, MatchTable matches, Map<CertificateAttribute, Spelling> spellings)
      throws DirectoryException {
    Planner planner =
        new Planner(
            new Planner.Given(
                reading.inventory(),
                matches,
                reading.ownership(),
                publication.encoder(),
                Planning::load,
                new Planner.Server(
                    spellings, publication.limits().entry().or(around.directory().limits()))),
            publication.policy(),
            scope.now());
    RemovalPass removal = new RemovalPass(publication.missing(), planner, around.directory());
    int[] done = {0};
    around
        .directory()
        .readEntries(
            entry -> {
              around.progress().at(Progress.Phase.PLAN, ++done[0], 0);
              EntryPlan plan = planner.plan(entry);
              if (!removal.takes(entry, plan)) {
                spool.entry(entry, plan);
              }
            });
    removal.forEach(spool::entry);
    CreationPass creation =
        new CreationPass(publication.missing(), planner, matches, around.directory(), done[0]);
    creation.forEach(
        one -> {
          if (scope.makes(one.made().entry())) {
            spool.planned(one.made().entry(), one.plan());
          }
        });
    planner.unplaced(one -> spool.unplaced(creation.explained(one)));
  }

  private static Optional<Der> load(Issued issued) {
    try {
      return Optional.of(issued.location().load())
          .filter(der -> der.sha256().equals(issued.sha256()));
    } catch (SourceException e) {
      return Optional.empty();
    }
  }

  /** Writes and counts; keeps the first failure, because a directory's consumer cannot throw it. */
  private final class Spool {
    private final PlanFileWriter file;
    private Optional<PlanFileException> failure = Optional.empty();

    Spool(PlanFileWriter file) {
      this.file = file;
    }

    void entry(DirectoryEntry entry, EntryPlan plan) {
      if (!scope.has(entry.dn())) {
        tally.leftOut(plan.published());
        return;
      }
      planned(entry, plan);
    }

    void planned(DirectoryEntry entry, EntryPlan plan) {
      EntryPlan asked = scope.waits(entry.dn()) ? refused(plan, entry.dn()) : plan;
      if (asked.change().isPresent() && scope.refused().containsKey(entry.dn())) {
        retried++;
      }
      if (publication.isAboutPeople()) {
        tally.entry(entry.mailboxes(), asked, asked.change());
      } else {
        tally.authority(asked);
      }
      Set<String> lost = asked.change().map(Planning::lost).orElse(Set.of());
      try {
        for (Judgement judgement : asked.judgements()) {
          if (judgement.isWorthTelling(scope.now())) {
            file.judgement(judgement, isLoss(judgement, lost));
          }
        }
        if (asked.change().isPresent()) {
          file.change(asked.change().get());
        }
      } catch (PlanFileException e) {
        failure = failure.or(() -> Optional.of(e));
      }
    }

    void unplaced(Judgement judgement) {
      if (scope.has(judgement)) {
        tally.judgement(judgement);
        try {
          file.judgement(judgement, false);
        } catch (PlanFileException e) {
          failure = failure.or(() -> Optional.of(e));
        }
      }
    }

    void check() throws PlanFileException {
      if (failure.isPresent()) {
        throw failure.get();
      }
    }
  }

  private static Set<String> lost(EntryChange change) {
    return Set.copyOf(Tally.lost(change).stream().map(Sha256::toString).toList());
  }

  private static boolean isLoss(Judgement judgement, Set<String> lost) {
    return judgement.action() == Action.WITHDRAW && lost.contains(judgement.subject().identity());
  }

  /** The plan of an entry that the server refused lately: it waits. */
  private EntryPlan refused(EntryPlan plan, String dn) {
    StateStore.Refusal refusal = scope.refused().get(dn);
    if (refusal == null || plan.change().isEmpty()) {
      return plan;
    }
    List<Judgement> judgements =
        plan.judgements().stream()
            .map(
                judgement ->
                    judgement.action() == Action.PUBLISH || judgement.action() == Action.WITHDRAW
                        ? waiting(judgement, refusal)
                        : judgement)
            .toList();
    return new EntryPlan(
        Optional.empty(), judgements, plan.published(), plan.before(), plan.before());
  }

  private static Judgement waiting(Judgement judgement, StateStore.Refusal refusal) {
    return new Judgement(
        State.NOT_PERMITTED,
        Action.NONE,
        State.NOT_PERMITTED.severity(),
        judgement.dn(),
        judgement.subject(),
        judgement.why()
            + "; the server refuses it since "
            + refusal.since()
            + ": "
            + refusal.text()
            + ". Tried again after "
            + refusal.last().plus(RETRY)
            + ".");
  }
}
