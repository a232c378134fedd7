package org.certpublisher.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What was done: the runs and their changes, all that the state has kept. */
public interface History extends AutoCloseable {
  /** All runs, the newest first. */
  void runs(Consumer<Run> consumer);

  /** The run of a number. */
  Optional<Run> run(long number);

  /** The changes of a run in the order in which they were sent. */
  void changesOf(long run, Consumer<Change> consumer);

  /** The changes of entries, the newest first. */
  void changesOf(Predicate<String> dn, Consumer<Change> consumer);

  /** Lets go. */
  @Override
  void close();

  /**
   * A run.
   *
   * @param finished empty while it is under way, and of one that was killed
   * @param outcome done, pending, halted or failed; empty like {@code finished}
   * @param counts how many changes had which outcome, and how many were left
   */
  record Run(
      long number,
      String publication,
      Instant started,
      Optional<Instant> finished,
      String outcome,
      Map<String, Integer> counts) {
    /** Copies its collection. */
    public Run {
      counts = Map.copyOf(counts);
    }
  }

  /**
   * A change of an entry.
   *
   * @param outcome empty until it is known
   * @param text what the server said, or why it was not carried out
   * @param reasons why it was planned, a sentence for each certificate; none of a run before they
   *     were kept
   */
  record Change(
      long run, String dn, Journaled journaled, String outcome, String text, List<String> reasons) {
    /** Copies its collection. */
    public Change {
      reasons = List.copyOf(reasons);
    }
  }
}
