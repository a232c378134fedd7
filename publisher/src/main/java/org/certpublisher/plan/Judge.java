package org.certpublisher.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.certpublisher.cert.CertificateSummary;
import org.certpublisher.cert.Der;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.Revocation;
import org.certpublisher.cert.Usage;
import org.certpublisher.directory.CertificateAttribute;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.plan.Contents.Candidate;
import org.certpublisher.plan.Contents.Facts;
import org.certpublisher.plan.Contents.Origin;
import org.certpublisher.plan.Contents.Wrapped;
import org.certpublisher.plan.Contest.Entrant;
import org.certpublisher.plan.MatchTable.Hit;
import org.certpublisher.plan.Supplier.Bytes;
import org.certpublisher.plan.Supplier.Supply;
import org.certpublisher.source.Inventory;
import org.certpublisher.source.Issued;

/** Finds the state of a certificate by the table of {@link Planner}, and what follows from it. */
final class Judge {
  private final Planner.Given given;
  private final Policy policy;
  private final Instant now;

  Judge(Planner.Given given, Policy policy, Instant now) {
    this.given = given;
    this.policy = policy;
    this.now = now;
  }

  /**
   * What is done about one certificate and one entry.
   *
   * @param gone the values to withdraw; those that would be, when the action is LEAVE
   * @param come the values to publish
   * @param because the other certificate that decided it, if one did
   */
  record Decision(
      Candidate candidate,
      State state,
      Action action,
      List<StoredValue> gone,
      Map<CertificateAttribute, Der> come,
      Optional<Candidate> because) {
    /** Whether the change of the entry has a part in it. */
    boolean isWritten() {
      return action == Action.PUBLISH || action == Action.WITHDRAW;
    }

    Der come(CertificateAttribute attribute) {
      return Objects.requireNonNull(come.get(attribute));
    }
  }

  /** What a certificate is whichever entry it is in; MISSING when nothing speaks against it. */
  State ofItself(Facts facts) {
    CertificateSummary summary = facts.summary();
    if (!facts.isOurs()) {
      return State.FOREIGN;
    }
    if (!isSelected(summary.selectors())) {
      return State.UNMANAGED;
    }
    Revocation.Status revocation = facts.revocation().status();
    if (revocation == Revocation.Status.REVOKED) {
      return State.REVOKED;
    }
    if (revocation == Revocation.Status.ON_HOLD) {
      return State.ON_HOLD;
    }
    if (summary.validity().notAfter().isBefore(now)) {
      return State.EXPIRED;
    }
    if (revocation == Revocation.Status.UNKNOWN) {
      return State.REVOCATION_UNKNOWN;
    }
    if (summary.validity().isAhead(now)) {
      return State.NOT_YET_VALID;
    }
    boolean suitable = !summary.mailboxes().isEmpty() && summary.encryption().canEncrypt();
    return suitable ? State.MISSING : State.UNSUITABLE;
  }

  /** Whether it is good and no mailbox of it finds any entry. */
  boolean isHomeless(Issued issued) {
    return ofItself(Facts.of(issued)) == State.MISSING
        && issued.summary().mailboxes().stream()
            .allMatch(one -> hit(issued.summary(), one).count() == 0);
  }

  /** What a certificate is in an entry, the others left aside. */
  Entrant alone(Candidate candidate) {
    State state = ofItself(candidate.facts());
    if (state == State.MISSING) {
      if (candidate.mailboxes().isEmpty()) {
        state = isAmbiguous(candidate.summary()) ? State.AMBIGUOUS : State.NO_ENTRY;
      } else if (candidate.facts().origin() == Origin.ENTRY) {
        state = State.UNKNOWN;
      }
    }
    return new Entrant(candidate, state);
  }

  /**
   * Whether a pair is worth a judgement. Not that of an old certificate which is not in the entry
   * and has a successor there, nor of one that the publication does not select.
   */
  boolean isTold(Entrant entrant, Contest contest) {
    if (entrant.candidate().isHeld()) {
      return true;
    }
    return switch (entrant.alone()) {
      case UNMANAGED -> false;
      case REVOKED, EXPIRED -> !contest.hasWinnerFor(entrant.candidate());
      default -> true;
    };
  }

  /** The state of a certificate in an entry, and what is done. */
  Decision decide(Entrant entrant, Contest contest) {
    Candidate candidate = entrant.candidate();
    if (contest.isTooLarge(candidate)) {
      return nothing(candidate, State.UNSUITABLE);
    }
    return switch (entrant.alone()) {
      case REVOKED, ON_HOLD -> withdraw(candidate, entrant.alone());
      case EXPIRED ->
          policy.removal().expired()
                  && candidate.summary().validity().isOver(now, policy.removal().grace())
              ? withdraw(candidate, State.EXPIRED)
              : nothing(candidate, State.EXPIRED);
      case UNKNOWN -> unknown(candidate, contest);
      case MISSING ->
          contest.isWinner(candidate) ? winner(candidate, contest) : loser(candidate, contest);
      default -> nothing(candidate, entrant.alone());
    };
  }

  private Decision unknown(Candidate candidate, Contest contest) {
    if (policy.removal().unknown()) {
      return withdraw(candidate, State.UNKNOWN);
    }
    return contest.isWinner(candidate)
        ? nothing(candidate, State.UNKNOWN)
        : loser(candidate, contest);
  }

  private Decision loser(Candidate candidate, Contest contest) {
    Decision decision = withdraw(candidate, State.SUPERSEDED);
    boolean replaced =
        contest.isReplaced(
            candidate,
            decision.gone().stream().map(StoredValue::attribute).collect(Collectors.toSet()));
    Decision safe = replaced ? decision : nothing(candidate, State.SUPERSEDED);
    return because(safe, contest.preferredTo(candidate));
  }

  private Decision winner(Candidate candidate, Contest contest) {
    Supply supply = contest.supply(candidate);
    boolean complete = supply.standing().containsAll(policy.attributes());
    if (supply.bytes() == Bytes.GONE) {
      return nothing(candidate, State.MISSING);
    }
    if (!complete) {
      return because(nothing(candidate, State.SUPERSEDED), contest.blockerOf(candidate));
    }
    List<StoredValue> gone = supply.obsolete();
    boolean addOnly = policy.mode() == Policy.Mode.ADD_ONLY;
    Action action = Action.PUBLISH;
    if (supply.publish().isEmpty()) {
      action = gone.isEmpty() ? Action.NONE : addOnly ? Action.LEAVE : Action.WITHDRAW;
    }
    return new Decision(
        candidate,
        supply.publish().isEmpty() ? State.PUBLISHED : State.MISSING,
        isWriting() ? action : Action.NONE,
        gone,
        supply.publish(),
        Optional.empty());
  }

  private Decision withdraw(Candidate candidate, State state) {
    List<StoredValue> gone = new ArrayList<>();
    if (policy.attributes().contains(CertificateAttribute.USER_CERTIFICATE)) {
      gone.addAll(candidate.plain());
    }
    if (policy.attributes().contains(CertificateAttribute.USER_SMIME_CERTIFICATE)) {
      candidate.wrapped().stream()
          .filter(Wrapped::isTouchable)
          .map(Wrapped::value)
          .forEach(gone::add);
    }
    if (gone.isEmpty() || !isWriting()) {
      return nothing(candidate, state);
    }
    Action action = policy.mode() == Policy.Mode.ADD_ONLY ? Action.LEAVE : Action.WITHDRAW;
    return new Decision(candidate, state, action, gone, Map.of(), Optional.empty());
  }

  private static Decision nothing(Candidate candidate, State state) {
    return new Decision(candidate, state, Action.NONE, List.of(), Map.of(), Optional.empty());
  }

  private static Decision because(Decision decision, Optional<Candidate> other) {
    return new Decision(
        decision.candidate(),
        decision.state(),
        decision.action(),
        decision.gone(),
        decision.come(),
        other);
  }

  /** Whether anything may be concluded and so written at all. */
  boolean isWriting() {
    return given.inventory().completeness() == Inventory.Completeness.COMPLETE;
  }

  /** Which entries a mailbox of a certificate finds. */
  Hit hit(CertificateSummary certificate, Mailbox mailbox) {
    return given.matches().find(certificate, mailbox);
  }

  private boolean isAmbiguous(CertificateSummary summary) {
    return summary.mailboxes().stream().anyMatch(one -> hit(summary, one).count() > 1);
  }

  private boolean isSelected(Usage.Selectors selectors) {
    Policy.Select select = policy.select();
    return (select.templates().isEmpty() && select.policies().isEmpty())
        || selectors.templates().stream().anyMatch(select.templates()::contains)
        || selectors.policies().stream().anyMatch(select.policies()::contains);
  }
}
