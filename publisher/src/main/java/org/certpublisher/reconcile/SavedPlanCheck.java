package org.certpublisher.reconcile;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.Usage;
import org.certpublisher.cert.authority.Ownership;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.Directory;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.ValueContent;
import org.certpublisher.plan.Policy;
import org.certpublisher.reconcile.creation.FrameCheck;
import org.certpublisher.reconcile.inventory.InventoryReader;
import org.certpublisher.source.Inventory;
import org.certpublisher.source.Issued;

/**
 * Looks at each change of a saved plan again, with the inventory of now: what comes must be ours,
 * unrevoked, valid and selected; what goes must be ours by its signature, and still have to go.
 */
final class SavedPlanCheck {
  private final Publication publication;
  private final Ownership ownership;
  private final Inventory inventory;
  private final FrameCheck frames;
  private final Instant now;

  SavedPlanCheck(
      Publication publication, InventoryReader.Reading reading, Directory directory, Instant now) {
    this.publication = publication;
    this.ownership = reading.ownership();
    this.inventory = reading.inventory();
    this.frames = new FrameCheck(publication.missing(), directory, inventory);
    this.now = now;
  }

  /** Why a change is no longer right, if it is not. */
  Optional<String> objection(EntryChange change) {
    Set<Sha256> coming = new HashSet<>();
    for (AttributeChange attribute : change.attributes()) {
      attribute.publish().forEach(come -> coming.add(come.certificate()));
    }
    return change.attributes().stream()
        .flatMap(
            attribute ->
                Stream.concat(
                    attribute.publish().stream()
                        .flatMap(come -> publish(attribute.attribute(), come).stream()),
                    attribute.withdraw().stream().flatMap(gone -> withdraw(gone, coming).stream())))
        .findFirst()
        .or(() -> frames.objection(change))
        .map(why -> "refused: " + why + "; make a new plan");
  }

  private Optional<String> publish(
      CertificateAttribute attribute, AttributeChange.Publication come) {
    Optional<ValueContent> held = ValueContent.of(attribute, come.bytes());
    if (held.isEmpty() || !held.get().leaf().sha256().equals(come.certificate())) {
      return Optional.of("a value to be published does not hold certificate " + come.certificate());
    }
    Certificate leaf = held.get().leaf();
    Ownership.Verdict verdict = ownership.verdict(leaf);
    Optional<Issued> issued = inventory.find(leaf.sha256());
    if (verdict.kind() != Ownership.Verdict.Kind.OURS || issued.isEmpty()) {
      return Optional.of("certificate " + leaf + " is not in the inventory of our authorities");
    }
    boolean same =
        held.get().smime().stream()
            .allMatch(
                value ->
                    publication
                        .encoder()
                        .matches(
                            value, leaf.der(), ownership.chain(verdict.authority(), leaf.der())));
    return same
        ? unfit(issued.get())
        : Optional.of("a value of " + leaf + " holds other certificates than its own chain");
  }

  private Optional<String> unfit(Issued issued) {
    CertificateSummary summary = issued.summary();
    Revocation.Status status = issued.revocation().status();
    String name = "certificate " + summary.serialHex() + " ";
    if (status != Revocation.Status.GOOD) {
      return Optional.of(
          name
              + switch (status) {
                case REVOKED -> "has been revoked";
                case ON_HOLD -> "is on hold";
                default -> "has an unknown revocation status";
              }
              + " ("
              + issued.revocation().by()
              + ")");
    }
    if (!summary.validity().contains(now)) {
      return Optional.of(name + "is not valid now");
    }
    return summary.encryption().canEncrypt() && isSelected(summary.selectors())
        ? Optional.empty()
        : Optional.of(name + "is none that this publication selects");
  }

  private boolean isSelected(Usage.Selectors selectors) {
    Policy.Select select = publication.policy().select();
    return select.equals(Policy.Select.ALL)
        || selectors.templates().stream().anyMatch(select.templates()::contains)
        || selectors.policies().stream().anyMatch(select.policies()::contains);
  }

  private Optional<String> withdraw(AttributeChange.Withdrawal gone, Set<Sha256> coming) {
    Optional<ValueContent> held = ValueContent.of(gone.value());
    boolean ours =
        held.isPresent()
            && held.get().leaf().sha256().equals(gone.certificate())
            && held.get().all().stream()
                .allMatch(
                    one ->
                        publication.encoder().adds(one)
                            || ownership.verdict(one).kind() == Ownership.Verdict.Kind.OURS);
    if (!ours) {
      return Optional.of("a value to be withdrawn is not ours by its signature");
    }
    return coming.contains(gone.certificate()) || mustGo(held.get().leaf())
        ? Optional.empty()
        : Optional.of("certificate " + held.get().leaf() + " has no reason to go any more");
  }

  private boolean mustGo(Certificate leaf) {
    Policy.Removal removal = publication.policy().removal();
    if (removal.expired() && leaf.validity().isOver(now, removal.grace())) {
      return true;
    }
    Optional<Issued> issued = inventory.find(leaf.sha256());
    if (issued.isEmpty()) {
      return removal.unknown();
    }
    return switch (issued.get().revocation().status()) {
      case REVOKED, ON_HOLD -> true;
      case UNKNOWN -> false;
      case GOOD -> hasSuccessor(issued.get());
    };
  }

  /** Whether another good certificate for one of its mailboxes is there to take its place. */
  private boolean hasSuccessor(Issued old) {
    return old.summary().mailboxes().stream()
        .flatMap(mailbox -> inventory.ofMailbox(mailbox.key()).stream())
        .anyMatch(other -> !other.sha256().equals(old.sha256()) && unfit(other).isEmpty());
  }
}
