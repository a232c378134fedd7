package org.certpublisher.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.certpublisher.cert.Certificate;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryDescription;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.plan.EntryPlan;
import org.certpublisher.plan.authority.AuthorityEntry;
import org.certpublisher.plan.authority.AuthorityPlanner;
import org.certpublisher.reconcile.inventory.InventoryReader;
import org.certpublisher.source.RevocationList;
import org.certpublisher.source.RevocationStatus;

/**
 * The second pass of a publication about authorities: their few entries are read by their names and
 * planned.
 */
record AuthorityPass(
    Publication publication,
    Publication.Authorities profile,
    InventoryReader.Reading reading,
    Instant now) {

  /** Plans every entry; one that is not there is given without values. */
  void forEach(Directory directory, BiConsumer<DirectoryEntry, EntryPlan> consumer)
      throws DirectoryException {
    AuthorityPlanner planner = planner(directory.describe());
    for (AuthorityEntry wanted : entries()) {
      Optional<DirectoryEntry> found = directory.read(wanted.dn());
      consumer.accept(
          found.orElseGet(
              () -> new DirectoryEntry(wanted.dn(), "", List.of(), List.of(), List.of())),
          planner.plan(wanted, found));
    }
  }

  /** What is to be said against a saved change: whatever a plan made now would not do. */
  Function<EntryChange, Optional<String>> objections(Directory directory)
      throws DirectoryException {
    Map<String, EntryChange> fresh = new HashMap<>();
    forEach(
        directory,
        (entry, plan) -> plan.change().ifPresent(change -> fresh.put(change.dn(), change)));
    return change -> {
      boolean right =
          Optional.ofNullable(fresh.get(change.dn()))
              .filter(again -> values(again).containsAll(values(change)))
              .filter(again -> again.frame().equals(change.frame()))
              .isPresent();
      return right
          ? Optional.empty()
          : Optional.of("refused: a plan made now would not do this; make a new plan");
    };
  }

  private static Set<Object> values(EntryChange change) {
    Set<Object> values = new HashSet<>();
    for (AttributeChange attribute : change.attributes()) {
      values.addAll(attribute.publish());
      attribute.withdraw().forEach(gone -> values.add(gone.value()));
    }
    return values;
  }

  private List<AuthorityEntry> entries() {
    List<RevocationList> lists = new ArrayList<>();
    reading.statuses().stream()
        .filter(RevocationStatus::isUsable)
        .forEach(status -> status.list().ifPresent(lists::add));
    return AuthorityEntry.of(publication.issuers(), profile.entries(), lists);
  }

  private AuthorityPlanner planner(DirectoryDescription server) {
    return new AuthorityPlanner(
        new AuthorityPlanner.Ours(
            reading.ownership(),
            publication.issuers().stream()
                .flatMap(authority -> authority.certificates().stream())
                .map(Certificate::sha256)
                .collect(Collectors.toSet()),
            profile.reader(),
            reading.statuses()),
        publication.policy(),
        new AuthorityPlanner.Server(server.spellings(), server.activeDirectory()),
        profile.createMissing(),
        now);
  }
}
