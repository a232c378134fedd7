package org.certpublisher.reconcile;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.plan.MatchTable;
import org.certpublisher.plan.Policy;
import org.certpublisher.reconcile.inventory.InventoryReader;
import org.certpublisher.reconcile.planfile.PlanFileException;
import org.certpublisher.reconcile.planfile.PlanFileWriter;

/**
 * The start of a run: the state is opened and the inventory read by one thread, while another reads
 * the directory's mailboxes.
 */
record Opening(InventoryReader.Reading reading, MatchTable matches) {

  static Opening read(
      Publication publication, Reconciler.Around around, Request request, RunRow row, Instant now)
      throws DirectoryException, RunException {
    requireKnown(publication, request);
    if (!publication.isAboutPeople()) {
      row.start(now);
      return new Opening(
          inventory(publication, around, request, now), new MatchTable(around.directory().match()));
    }
    FutureTask<InventoryReader.Reading> inventory =
        new FutureTask<>(
            () -> {
              row.start(now);
              return inventory(publication, around, request, now);
            });
    Thread beside = new Thread(inventory, "inventory");
    beside.setDaemon(true);
    beside.start();
    MatchTable matches = new MatchTable(around.directory().match());
    DirectoryException lost = null;
    try {
      int[] done = {0};
      around
          .directory()
          .readMailboxes(
              entry -> {
                entry.keys().forEach(key -> matches.add(key, entry.dn()));
                around.progress().at(Progress.Phase.MAILBOXES, ++done[0], 0);
              });
    } catch (DirectoryException e) {
      lost = e;
    }
    InventoryReader.Reading reading = get(inventory);
    if (lost != null) {
      throw lost;
    }
    return new Opening(reading, matches);
  }

  /** Reads the inventory alone; of a publication about authorities, their revocation lists. */
  static InventoryReader.Reading inventory(
      Publication publication, Reconciler.Around around, Request request, Instant now) {
    InventoryReader reader =
        new InventoryReader(
            publication.authorities(),
            around.directory().match(),
            around.state(),
            done -> around.progress().at(Progress.Phase.INVENTORY, done, 0));
    return publication.isAboutPeople()
        ? reader.read(now, request.acceptInventory(), request.operator())
        : reader.readLists(now, request.acceptInventory());
  }

  private static InventoryReader.Reading get(FutureTask<InventoryReader.Reading> inventory) {
    try {
      return inventory.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the inventory was read", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void requireKnown(Publication publication, Request request) throws RunException {
    Set<String> names =
        publication.authorities().stream()
            .map(source -> source.authority().name())
            .collect(Collectors.toCollection(TreeSet::new));
    for (String accepted : request.acceptInventory()) {
      if (!names.contains(accepted)) {
        throw new RunException(
            "--accept-inventory "
                + accepted
                + ": publication "
                + publication.name()
                + " has no such authority; it has "
                + String.join(", ", names));
      }
    }
  }

  /** Where the plan file goes. */
  Path place(Request request, RunRow row) throws PlanFileException {
    if (request.planFile().isPresent()) {
      return request.planFile().get();
    }
    Path temporary = PlanFileWriter.temporary();
    row.owns(temporary);
    return temporary;
  }

  /** Refuses to write to a directory whose schema lacks an attribute that is to be written. */
  static void requireSchema(SavedPlan plan, Policy policy) throws RunException {
    for (CertificateAttribute attribute : CertificateAttribute.values()) {
      boolean wanted = policy.attributes().contains(attribute);
      if (wanted && !plan.header().directory().spellings().containsKey(attribute)) {
        throw new RunException(
            "the schema of "
                + plan.header().directory().url()
                + " has no "
                + attribute.ldapName()
                + "; the command schema prints the LDIF that adds it; nothing was written");
      }
    }
  }
}
