package org.certpublisher.reconcile.undo;

import org.certpublisher.state.History;

/** A run that is to be undone, and the history that tells what it did. */
public record Undone(History history, History.Run run) {
  /** The run of this number of a publication. */
  public static Undone of(History history, long number, String publication) {
    return new Undone(
        history,
        history
            .run(number)
            .filter(run -> run.publication().equals(publication))
            .orElseThrow(
                () -> new IllegalArgumentException("no run " + number + " of " + publication)));
  }

  /** What is concerned, for people. */
  public String describe(String only) {
    return "what run " + run.number() + " did" + (only.isEmpty() ? "" : ", of it " + only);
  }
}
