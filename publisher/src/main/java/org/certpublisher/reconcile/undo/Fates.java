package org.certpublisher.reconcile.undo;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.authority.Ownership;
import org.certpublisher.cms.SmimeEncoder;
import org.certpublisher.directory.DirectoryEntry;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.directory.ValueContent;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.State;
import org.certpublisher.source.Inventory;
import org.certpublisher.source.Issued;
import org.certpublisher.state.History;

/**
 * What becomes of each certificate when a run is undone, and why. What is revoked, on hold or not
 * known to be good does not come back; nor what was valid when the run took it out and is not now.
 */
public final class Fates {
  private final Given given;
  private final History.Run run;
  private final Instant now;

  /**
   * What is known.
   *
   * @param encoder tells the signer's certificate in values of userSMIMECertificate
   * @param carriedOut the certificates whose revocation was carried out
   * @param withdraws whether the publication's mode lets anything be withdrawn
   */
  public record Given(
      Inventory inventory,
      Ownership ownership,
      SmimeEncoder encoder,
      Set<Sha256> carriedOut,
      boolean withdraws) {
    /** Copies its collection. */
    public Given {
      carriedOut = Set.copyOf(carriedOut);
    }
  }

  /** For the run that is undone, as of this moment. */
  public Fates(Given given, History.Run run, Instant now) {
    this.given = given;
    this.run = run;
    this.now = now;
  }

  Judgement goes(DirectoryEntry entry, ValueContent content) {
    if (!isOurs(content)) {
      return notOurs(entry, content.leaf(), "left alone");
    }
    return given.withdraws()
        ? line(
            entry,
            content.leaf(),
            State.PUBLISHED,
            Action.WITHDRAW,
            by("published") + "; taken out")
        : line(
            entry,
            content.leaf(),
            State.PUBLISHED,
            Action.LEAVE,
            by("published") + "; mode add-only withdraws nothing");
  }

  Judgement comesBack(DirectoryEntry entry, ValueContent content) {
    Certificate leaf = content.leaf();
    if (!isOurs(content)) {
      return notOurs(entry, leaf, "not given back");
    }
    Optional<Issued> issued = given.inventory().find(leaf.sha256());
    boolean expired = now.isAfter(leaf.validity().notAfter());
    boolean expiredThen = run.started().isAfter(leaf.validity().notAfter());
    Revocation.Status status =
        issued
            .map(one -> one.revocation().status())
            .orElseGet(
                () ->
                    given.carriedOut().contains(leaf.sha256())
                        ? Revocation.Status.REVOKED
                        : Revocation.Status.GOOD);
    String source = issued.map(one -> " (" + one.revocation().by() + ")").orElse("");
    return switch (status) {
      case REVOKED -> stays(entry, leaf, State.REVOKED, "it is revoked" + source);
      case ON_HOLD -> stays(entry, leaf, State.ON_HOLD, "it is on hold" + source);
      case GOOD, UNKNOWN -> {
        if (expired && !expiredThen) {
          yield stays(entry, leaf, State.EXPIRED, "it has expired since");
        }
        if (expired) {
          yield line(
              entry,
              leaf,
              State.EXPIRED,
              Action.PUBLISH,
              by("withdrawn") + ", expired then as now; given back");
        }
        yield status == Revocation.Status.UNKNOWN
            ? stays(
                entry,
                leaf,
                State.REVOCATION_UNKNOWN,
                "whether it is revoked is not known" + source)
            : line(entry, leaf, State.MISSING, Action.PUBLISH, by("withdrawn") + "; given back");
      }
    };
  }

  Judgement changedSince(DirectoryEntry entry, StoredValue value) {
    Judgement.Subject subject =
        ValueContent.of(value)
            .map(content -> subject(content.leaf()))
            .orElseGet(
                () ->
                    new Judgement.Subject(
                        value.bytes().sha256().toString(), "", "", "", "", Instant.EPOCH));
    return new Judgement(
        State.UNKNOWN,
        Action.NONE,
        State.UNKNOWN.severity(),
        entry.dn(),
        subject,
        "the entry's values are no longer as run " + run.number() + " left them; left alone");
  }

  Judgement homeless(DirectoryEntry absent, Certificate leaf) {
    return line(
        absent,
        leaf,
        State.NO_ENTRY,
        Action.NONE,
        by("withdrawn") + "; the entry is not there any more");
  }

  private boolean isOurs(ValueContent content) {
    return content.all().stream()
        .allMatch(
            one ->
                given.encoder().adds(one)
                    || given.ownership().verdict(one).kind() == Ownership.Verdict.Kind.OURS);
  }

  private Judgement notOurs(DirectoryEntry entry, Certificate leaf, String end) {
    return line(
        entry,
        leaf,
        State.FOREIGN,
        Action.NONE,
        "no authority of this publication signed all of it; " + end);
  }

  private Judgement stays(DirectoryEntry entry, Certificate leaf, State state, String why) {
    return line(
        entry, leaf, state, Action.NONE, by("withdrawn") + ", and " + why + "; not given back");
  }

  private String by(String what) {
    return what + " by run " + run.number();
  }

  private static Judgement line(
      DirectoryEntry entry, Certificate leaf, State state, Action action, String why) {
    return new Judgement(state, action, state.severity(), entry.dn(), subject(leaf), why);
  }

  private static Judgement.Subject subject(Certificate leaf) {
    var summary = leaf.summary();
    return new Judgement.Subject(
        summary.sha256().toString(),
        summary.serialHex(),
        summary.names().subject(),
        summary.names().issuer(),
        summary.mailboxes().stream().map(Mailbox::address).collect(Collectors.joining(" ")),
        summary.notAfter());
  }
}
