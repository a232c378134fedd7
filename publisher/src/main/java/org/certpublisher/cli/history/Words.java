package org.certpublisher.cli.history;

import java.util.Locale;
import org.certpublisher.state.History;

/** How outcomes are named: in lower case with hyphens. */
final class Words {
  private Words() {}

  /** An outcome or a count, as the state keeps it. */
  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The outcome of a run; one that has none is under way or was killed. */
  static String outcome(History.Run run) {
    return run.outcome().isEmpty() ? "unfinished" : lower(run.outcome());
  }

  /** The outcome of a change; one that has none is settled by the next run. */
  static String outcome(History.Change change) {
    return change.outcome().isEmpty() ? "open" : lower(change.outcome());
  }
}
