package org.certpublisher.reconcile.undo;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.Outcome;
import org.certpublisher.plan.EntryPlan;
import org.certpublisher.plan.Planner;
import org.certpublisher.plan.creation.Removals;
import org.certpublisher.plan.creation.Template;
import org.certpublisher.reconcile.planning.Scope;
import org.certpublisher.reconcile.planning.Spool;
import org.certpublisher.state.History;
import org.certpublisher.state.Journaled;

/**
 * Plans the inverse of a run: the whole directory is counted for the guard, then each change of the
 * journal is held against its entry as it is now.
 *
 * @param template how entries are made, where they are: one that the run made goes again
 */
public record UndoPass(
    Undone undone,
    Directory directory,
    Planner planner,
    Inverse inverse,
    Optional<Template> template) {

  /** Plans every entry that the run changed. */
  public void forEach(Spool spool, Scope scope) throws DirectoryException {
    Set<String> names = new HashSet<>();
    long number = undone.run().number();
    undone.history().changesOf(number, change -> names.addAll(name(change)));
    directory.readEntries(
        entry -> {
          if (!names.contains(entry.dn())) {
            spool.leftOut(planner.plan(entry));
          }
        });
    Each each = new Each(spool, scope);
    undone.history().changesOf(number, each::take);
    if (each.failure.isPresent()) {
      throw each.failure.get();
    }
  }

  /** What was refused or not carried out has no inverse; what is not known is looked at. */
  private static List<String> name(History.Change change) {
    boolean may = change.outcome().isEmpty() || change.outcome().equals(Outcome.Kind.DONE.name());
    return may ? List.of(change.dn()) : List.of();
  }

  /** Takes the changes one by one; keeps the first failure, which a consumer cannot throw. */
  private final class Each {
    private final Spool spool;
    private final Scope scope;
    private Optional<DirectoryException> failure = Optional.empty();

    Each(Spool spool, Scope scope) {
      this.spool = spool;
      this.scope = scope;
    }

    void take(History.Change change) {
      if (failure.isEmpty() && !name(change).isEmpty()) {
        try {
          plan(change);
        } catch (DirectoryException e) {
          failure = Optional.of(e);
        }
      }
    }

    private void plan(History.Change change) throws DirectoryException {
      Optional<DirectoryEntry> entry = directory.read(change.dn());
      if (entry.isPresent()) {
        there(entry.get(), change.journaled());
      } else {
        absent(change.dn(), change.journaled());
      }
    }

    private void there(DirectoryEntry entry, Journaled said) throws DirectoryException {
      EntryPlan plan = inverse.of(entry, said, planner.plan(entry));
      Optional<Directory.Whole> whole =
          said.frame().created() && template.isPresent() && plan.change().isPresent()
              ? directory.readWhole(entry.dn())
              : Optional.empty();
      if (whole.isPresent()) {
        DirectoryEntry again = whole.get().entry();
        EntryPlan values = inverse.of(again, said, planner.plan(again));
        spool.entry(again, Removals.of(values, whole.get(), template.orElseThrow()));
      } else {
        spool.entry(entry, plan);
      }
    }

    private void absent(String dn, Journaled said) {
      List<Mailbox> mailboxes =
          said.frame().others().getOrDefault("mail", List.of()).stream()
              .map(
                  value ->
                      Mailbox.of(
                          new String(value.toBytes(), java.nio.charset.StandardCharsets.UTF_8)))
              .toList();
      DirectoryEntry absent = new DirectoryEntry(dn, "", mailboxes, List.of(), List.of());
      if (scope.makes(absent)) {
        spool.planned(
            absent,
            said.frame().removed() ? inverse.anew(absent, said) : inverse.homeless(absent, said));
      }
    }
  }
}
