package org.certpublisher.reconcile.creation;

import java.util.Optional;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.DirectoryException;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.plan.creation.Removals;
import org.certpublisher.plan.creation.Template;
import org.certpublisher.source.Inventory;
import org.certpublisher.source.Issued;

/**
 * Looks again at what a saved plan does to entries as a whole: one that it makes must be what would
 * be made now, and its mailboxes must still find none; one that it removes must be marked still.
 */
public final class FrameCheck {
  private final Optional<Template> template;
  private final Directory directory;
  private final Inventory inventory;

  /** With what is known now. */
  public FrameCheck(Optional<Template> template, Directory directory, Inventory inventory) {
    this.template = template;
    this.directory = directory;
    this.inventory = inventory;
  }

  /** Why a change is no longer right, its values left aside. */
  public Optional<String> objection(EntryChange change) {
    try {
      return change.frame().isEmpty() ? Optional.empty() : objectionToFrame(change);
    } catch (DirectoryException e) {
      return Optional.of("the entry cannot be looked at: " + e.getMessage());
    }
  }

  private Optional<String> objectionToFrame(EntryChange change) throws DirectoryException {
    if (change.frame().removed()) {
      return objectionToRemoval(change);
    }
    Optional<Template.NewEntry> made = made(change);
    if (!change.frame().created() || made.isEmpty()) {
      return Optional.of("an entry would be made or changed as create-missing does not say");
    }
    for (Mailbox mailbox : made.get().entry().mailboxes()) {
      Directory.Only asked = new Directory.Only(Directory.Only.Kind.ADDRESS, mailbox.address());
      if (!directory.select(asked).isEmpty()) {
        return Optional.of(mailbox + " has found an entry since then");
      }
    }
    return Optional.empty();
  }

  private Optional<String> objectionToRemoval(EntryChange change) throws DirectoryException {
    boolean right =
        directory
            .readWhole(change.dn())
            .filter(whole -> template.filter(how -> how.isMade(whole)).isPresent())
            .filter(whole -> whole.rest().equals(change.frame()))
            .filter(whole -> Removals.empties(change, whole.entry()))
            .isPresent();
    return right
        ? Optional.empty()
        : Optional.of("the entry to be removed is not one that was made, or has other values now");
  }

  /** The entry that would be made for one of the certificates that come, when it is this one. */
  private Optional<Template.NewEntry> made(EntryChange change) {
    return template.flatMap(
        how ->
            change.attributes().stream()
                .flatMap(attribute -> attribute.publish().stream())
                .map(AttributeChange.Publication::certificate)
                .distinct()
                .flatMap(identity -> inventory.find(identity).stream())
                .map(Issued::summary)
                .filter(summary -> how.refusal(summary).isEmpty())
                .map((CertificateSummary summary) -> how.entry(summary, directory.match()))
                .filter(one -> one.frame().equals(change.frame()))
                .filter(one -> one.entry().dn().equals(change.dn()))
                .findFirst());
  }
}
