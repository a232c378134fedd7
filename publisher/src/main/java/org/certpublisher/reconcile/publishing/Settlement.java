package org.certpublisher.reconcile.publishing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.Sha256;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.Outcome;
import org.certpublisher.directory.ValueContent;
import org.certpublisher.source.Inventory;
import org.certpublisher.state.StateStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles what a killed run journaled and never settled: each entry is read again, and what is
 * found there is what became of the change. What was not carried out, this run plans again.
 */
public final class Settlement {
  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
  private static final Outcome NOT_CARRIED_OUT =
      new Outcome(Outcome.Kind.MOVED, "not carried out before the run was killed");

  private Settlement() {}

  /** Settles all open changes of a publication and logs one line when there are any. */
  public static void settle(
      String publication, Directory directory, StateStore state, Inventory inventory)
      throws DirectoryException {
    List<StateStore.OpenChange> open = state.unsettled(publication);
    int done = 0;
    for (StateStore.OpenChange change : open) {
      boolean carriedOut = isCarriedOut(change, directory.read(change.dn()));
      if (carriedOut) {
        done++;
        Map<Sha256, Revocation> revoked = new HashMap<>();
        change.withdrawn().forEach(gone -> Publisher.addRevoked(inventory, gone, revoked));
        state.recordCarriedOut(revoked);
      }
      state.settleOpen(change, carriedOut ? Outcome.DONE : NOT_CARRIED_OUT);
    }
    if (!open.isEmpty()) {
      LOG.info(
          "settled {} changes that run {} left open: {} were carried out, {} were not",
          open.size(),
          open.get(0).run(),
          done,
          open.size() - done);
    }
  }

  private static boolean isCarriedOut(
      StateStore.OpenChange change, Optional<DirectoryEntry> entry) {
    Set<Sha256> held = new HashSet<>();
    entry.ifPresent(
        found ->
            found.values().forEach(value -> ValueContent.identity(value).ifPresent(held::add)));
    Set<Sha256> gone = new HashSet<>(change.withdrawn());
    change.published().forEach(gone::remove);
    gone.retainAll(held);
    return gone.isEmpty() && held.containsAll(change.published());
  }
}
