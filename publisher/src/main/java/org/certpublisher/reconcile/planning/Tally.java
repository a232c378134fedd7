package org.certpublisher.reconcile.planning;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.cert.Sha256;
import org.certpublisher.client.LookUp;
import org.certpublisher.client.MailClient;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.HeldCertificate;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.EntryPlan;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.State;
import org.certpublisher.reconcile.planfile.PlanTotals;
import org.certpublisher.report.Summary;
import org.certpublisher.source.Severity;
import org.certpublisher.source.SourceFinding;

/** Counts while a plan is made: all that a summary tells, and what the guard judges. */
public final class Tally {
  private final Instant now;
  private final Map<State, Integer> states = new EnumMap<>(State.class);
  private final Map<Severity, Integer> findings = new EnumMap<>(Severity.class);
  private final Map<MailClient, Integer> before = new EnumMap<>(MailClient.class);
  private final Map<MailClient, Integer> after = new EnumMap<>(MailClient.class);
  private final Map<MailClient, Integer> afterHeld = new EnumMap<>(MailClient.class);
  private final int[] expiring = new int[3];
  private int entries;
  private int publish;
  private int withdraw;
  private int losses;
  private int published;
  private int remaining;
  private int changes;
  private int withLosses;

  /** As of this moment. */
  public Tally(Instant now) {
    this.now = now;
  }

  /** An entry that {@code --only} leaves out: only the guard's figures know it. */
  void leftOut(int ours) {
    published += ours;
    remaining += ours;
  }

  /** An entry, its plan and the change that is left of it. */
  void entry(List<Mailbox> mailboxes, EntryPlan plan, Optional<EntryChange> change) {
    entries++;
    published += plan.published();
    remaining += plan.published();
    plan.judgements().forEach(this::judgement);
    List<HeldCertificate> then = change.isPresent() ? plan.after() : plan.before();
    List<HeldCertificate> held = then;
    if (change.isPresent()) {
      count(change.get());
      remaining += identities(plan.after()).size() - identities(plan.before()).size();
      held = withLosses(plan, lost(change.get()));
    }
    clients(mailboxes, plan.before(), then, held);
  }

  /** An entry of an authority: nobody encrypts to it. */
  void authority(EntryPlan plan) {
    entries++;
    published += plan.published();
    remaining += plan.remaining();
    plan.judgements().forEach(this::judgement);
    plan.change().ifPresent(this::count);
  }

  private void count(EntryChange change) {
    changes++;
    Set<Sha256> coming = new HashSet<>();
    Set<Sha256> going = new HashSet<>();
    for (AttributeChange attribute : change.attributes()) {
      attribute.publish().forEach(come -> coming.add(come.certificate()));
      attribute.withdraw().forEach(gone -> going.add(gone.certificate()));
    }
    going.removeAll(coming);
    publish += coming.isEmpty() ? 0 : 1;
    withdraw += going.size();
    int lost = change.losses();
    losses += lost;
    withLosses += lost > 0 ? 1 : 0;
  }

  /** The certificates that a change loses. */
  static Set<Sha256> lost(EntryChange change) {
    Set<Sha256> lost = new HashSet<>();
    for (AttributeChange attribute : change.attributes()) {
      attribute.withdraw().stream()
          .filter(AttributeChange.Withdrawal::loss)
          .forEach(gone -> lost.add(gone.certificate()));
    }
    return lost;
  }

  private static Set<Sha256> identities(List<HeldCertificate> held) {
    Set<Sha256> identities = new HashSet<>();
    held.forEach(one -> identities.add(one.certificate().sha256()));
    return identities;
  }

  private static List<HeldCertificate> withLosses(EntryPlan plan, Set<Sha256> lost) {
    if (lost.isEmpty()) {
      return plan.after();
    }
    List<HeldCertificate> held = new ArrayList<>(plan.after());
    plan.before().stream()
        .filter(one -> lost.contains(one.certificate().sha256()))
        .forEach(held::add);
    return held;
  }

  private void clients(
      List<Mailbox> mailboxes,
      List<HeldCertificate> was,
      List<HeldCertificate> then,
      List<HeldCertificate> held) {
    for (MailClient client : MailClient.values()) {
      boolean can = canEncrypt(client, mailboxes, was);
      boolean can2 = then.equals(was) ? can : canEncrypt(client, mailboxes, then);
      boolean can3 = held.equals(then) ? can2 : canEncrypt(client, mailboxes, held);
      before.merge(client, can ? 1 : 0, Integer::sum);
      after.merge(client, can2 ? 1 : 0, Integer::sum);
      afterHeld.merge(client, can3 ? 1 : 0, Integer::sum);
    }
  }

  private boolean canEncrypt(
      MailClient client, List<Mailbox> mailboxes, List<HeldCertificate> held) {
    for (Mailbox mailbox : mailboxes) {
      if (!held.isEmpty() && client.canEncrypt(new LookUp(mailbox, held, now))) {
        return true;
      }
    }
    return false;
  }

  /** A judgement; the good ones that expire soon are counted apart. */
  void judgement(Judgement judgement) {
    states.merge(judgement.state(), 1, Integer::sum);
    if (judgement.state() == State.PUBLISHED && judgement.isOfCertificate()) {
      int days = daysLeft(judgement);
      if (days <= 90) {
        expiring[days <= 30 ? 0 : days <= 60 ? 1 : 2]++;
      }
    } else if (judgement.state() != State.PUBLISHED
        && (judgement.action() == Action.NONE || judgement.action() == Action.LEAVE)) {
      findings.merge(judgement.severity(), 1, Integer::sum);
    }
  }

  private int daysLeft(Judgement judgement) {
    Duration left = Duration.between(now, judgement.subject().notAfter());
    return (int) Math.min(Integer.MAX_VALUE, Math.max(0, left.toDays()));
  }

  /** A finding of a source. */
  void finding(SourceFinding finding) {
    findings.merge(finding.severity(), 1, Integer::sum);
  }

  /** What was counted. */
  PlanTotals totals(Summary.InventoryLines inventory) {
    return new PlanTotals(
        figures(withdraw, after),
        figures(withdraw - losses, afterHeld),
        new PlanTotals.Losses(losses, published, remaining),
        new PlanTotals.Counts(changes, withLosses, findings),
        inventory);
  }

  private Summary.Figures figures(int gone, Map<MailClient, Integer> then) {
    return new Summary.Figures(
        entries,
        new EnumMap<>(states),
        publish,
        gone,
        List.of(expiring[0], expiring[1], expiring[2]),
        new EnumMap<>(before),
        new EnumMap<>(then));
  }
}
