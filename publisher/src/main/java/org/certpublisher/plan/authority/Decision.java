package org.certpublisher.plan.authority;

import java.util.List;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.State;
import org.certpublisher.source.Severity;

/**
 * What is done about one item and one entry.
 *
 * @param gone the values to withdraw; those that would be, when the action is LEAVE
 * @param comes whether it is written
 */
record Decision(
    Item item, State state, Action action, List<StoredValue> gone, boolean comes, String why) {
  static Decision nothing(Item item, State state, String why) {
    return new Decision(item, state, Action.NONE, List.of(), false, why);
  }

  /** The same, telling which classes the entry gets so that it can hold what comes. */
  Decision with(List<String> classes) {
    return comes && !classes.isEmpty()
        ? new Decision(
            item,
            state,
            action,
            gone,
            true,
            why + "; the entry gets the class " + String.join(" and ", classes))
        : this;
  }

  boolean withdraws() {
    return action == Action.PUBLISH || action == Action.WITHDRAW;
  }

  Judgement judgement(String dn) {
    boolean impostor = state == State.FOREIGN && why.startsWith("bears");
    boolean left =
        action == Action.LEAVE
            || state == State.NO_ENTRY
            || (state == State.EXPIRED && item.isList() && action == Action.NONE);
    Severity severity =
        (impostor || left) && state.severity() == Severity.INFO
            ? Severity.WARNING
            : state.severity();
    return new Judgement(state, action, severity, dn, item.subject(), why);
  }
}
