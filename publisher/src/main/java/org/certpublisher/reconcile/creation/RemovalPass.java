package org.certpublisher.reconcile.creation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.plan.EntryPlan;
import org.certpublisher.plan.Planner;
import org.certpublisher.plan.creation.Removals;
import org.certpublisher.plan.creation.Template;

/**
 * Plans the entries that lose their last certificate: each is put aside, for only its name is kept,
 * and read whole once the others are planned.
 */
public final class RemovalPass {
  private final Optional<Template> template;
  private final Planner planner;
  private final Directory directory;
  private final List<String> names = new ArrayList<>();

  /** Puts none aside without a template. */
  public RemovalPass(Optional<Template> template, Planner planner, Directory directory) {
    this.template = template;
    this.planner = planner;
    this.directory = directory;
  }

  /** Whether it is put aside. */
  public boolean takes(DirectoryEntry entry, EntryPlan plan) {
    boolean taken =
        template.filter(how -> how.isBelow(entry.dn())).isPresent()
            && plan.change().filter(change -> Removals.empties(change, entry)).isPresent();
    if (taken) {
      names.add(entry.dn());
    }
    return taken;
  }

  /** Plans those that were put aside and are still there. */
  public void forEach(BiConsumer<DirectoryEntry, EntryPlan> consumer) throws DirectoryException {
    for (String dn : names) {
      Optional<Directory.Whole> whole = directory.readWhole(dn);
      if (whole.isPresent()) {
        EntryPlan plan = planner.plan(whole.get().entry());
        consumer.accept(
            whole.get().entry(), Removals.of(plan, whole.get(), template.orElseThrow()));
      }
    }
  }
}
