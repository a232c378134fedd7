package org.certpublisher.reconcile.planfile;

import java.util.List;
import java.util.stream.Collectors;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.Judgement;

/**
 * A change of a plan file and why it was planned.
 *
 * @param why the judgements on its entry
 */
public record Planned(EntryChange change, List<Judgement> why) {
  /** Copies its collection. */
  public Planned {
    why = List.copyOf(why);
  }

  /** Another change for the same reasons. */
  public Planned with(EntryChange other) {
    return new Planned(other, why);
  }

  /** What is written and why, a sentence a line; nothing about what stays as it is. */
  public String reason() {
    return why.stream()
        .filter(one -> one.action() == Action.PUBLISH || one.action() == Action.WITHDRAW)
        .map(Planned::sentence)
        .collect(Collectors.joining("\n"));
  }

  private static String sentence(Judgement one) {
    String serial = one.subject().serialNumber();
    return (one.action() == Action.PUBLISH ? "publish " : "withdraw ")
        + (serial.isEmpty() ? one.subject().identity() : serial)
        + ", "
        + one.state()
        + ": "
        + one.why().replaceAll("\\R", " ");
  }
}
