package org.certpublisher.reconcile;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.certpublisher.cert.Der;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.Spelling;
import org.certpublisher.plan.EntryPlan;
import org.certpublisher.plan.MatchTable;
import org.certpublisher.plan.Planner;
import org.certpublisher.plan.Policy;
import org.certpublisher.reconcile.creation.CreationPass;
import org.certpublisher.reconcile.creation.RemovalPass;
import org.certpublisher.reconcile.inventory.InventoryReader;
import org.certpublisher.reconcile.planfile.PlanFileException;
import org.certpublisher.reconcile.planfile.PlanFileWriter;
import org.certpublisher.reconcile.planfile.PlanHeader;
import org.certpublisher.reconcile.planfile.PlanTotals;
import org.certpublisher.reconcile.planning.Scope;
import org.certpublisher.reconcile.planning.Spool;
import org.certpublisher.reconcile.undo.Fates;
import org.certpublisher.reconcile.undo.Inverse;
import org.certpublisher.reconcile.undo.UndoPass;
import org.certpublisher.reconcile.undo.Undone;
import org.certpublisher.source.Issued;
import org.certpublisher.source.SourceException;
import org.certpublisher.source.SourceFinding;

/**
 * The second pass: streams the entries past the planner into a plan file. Only what {@code --only}
 * names goes there; the guard's figures are those of the whole directory.
 */
final class Planning {
  private final Publication publication;
  private final Reconciler.Around around;
  private final InventoryReader.Reading reading;
  private final Scope scope;
  private int retried;

  Planning(
      Publication publication,
      Reconciler.Around around,
      InventoryReader.Reading reading,
      Scope scope) {
    this.publication = publication;
    this.around = around;
    this.reading = reading;
    this.scope = scope;
  }

  /**
   * Writes the plan; nothing but findings when the inventory is not complete.
   *
   * @param undone the run whose inverse is planned; without it the directory is brought to what the
   *     CAs have issued
   */
  SavedPlan write(Path path, MatchTable matches, Optional<Undone> undone)
      throws DirectoryException, PlanFileException {
    String only = scope.only().map(Directory.Only::text).orElse("");
    PlanHeader header = header(undone.map(one -> one.describe(only)).orElse(only));
    try (PlanFileWriter file = new PlanFileWriter(path)) {
      file.header(header);
      Spool spool = new Spool(file, scope, publication.isAboutPeople());
      for (SourceFinding finding : reading.inventory().findings()) {
        spool.finding(finding);
      }
      if (reading.isComplete()) {
        if (publication.profile() instanceof Publication.Authorities authorities) {
          new AuthorityPass(publication, authorities, reading, scope.now())
              .forEach(around.directory(), spool::entry);
        } else {
          Planner planner = planner(matches, header.directory().spellings());
          if (undone.isPresent()) {
            undo(spool, planner, undone.get());
          } else {
            plan(spool, planner, matches);
          }
        }
      }
      PlanTotals totals = spool.end(reading.lines());
      retried = spool.retried();
      return new SavedPlan(path, header, totals);
    }
  }

  private PlanHeader header(String only) throws DirectoryException {
    return new PlanHeader(
        publication.name(),
        publication.policy().mode(),
        scope.now(),
        new PlanHeader.Basis(
            publication.configuration(), InventoryReader.digest(reading.inventory())),
        only,
        around.directory().describe());
  }

  /** Changes of entries that were refused for rights and are tried again. */
  int retried() {
    return retried;
  }

  private Planner planner(MatchTable matches, Map<CertificateAttribute, Spelling> spellings)
      throws DirectoryException {
    return new Planner(
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
  }

  private void undo(Spool spool, Planner planner, Undone undone) throws DirectoryException {
    Inverse inverse =
        new Inverse(
            new Fates(
                new Fates.Given(
                    reading.inventory(),
                    reading.ownership(),
                    publication.encoder(),
                    around.state().carriedOut().keySet(),
                    publication.policy().mode() == Policy.Mode.FULL),
                undone.run(),
                scope.now()));
    new UndoPass(undone, around.directory(), planner, inverse, publication.missing())
        .forEach(spool, scope);
  }

  private void plan(Spool spool, Planner planner, MatchTable matches) throws DirectoryException {
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
}
