package org.certpublisher.reconcile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.MDC;

/** The row of a run in the state, and the plan file that goes when the run breaks off. */
final class RunRow {
  private final Publication publication;
  private final Reconciler.Around around;
  private final Optional<String> command;
  private volatile long number;
  private Optional<Path> temporary = Optional.empty();

  /**
   * A row that is not yet there.
   *
   * @param command what the history calls the run; empty for one that writes nothing
   */
  RunRow(Publication publication, Reconciler.Around around, Optional<String> command) {
    this.publication = publication;
    this.around = around;
    this.command = command;
  }

  /** Makes the row; it is durable when this returns. */
  void start(Instant now) {
    if (command.isPresent()) {
      number = around.state().startRun(publication.name(), command.get(), now);
    }
  }

  /** The number of the run; 0 for one that writes nothing. */
  long number() {
    return number;
  }

  /** Names the run in what this thread logs from now on. */
  void nameInLog() {
    if (number > 0) {
      MDC.put("run", String.valueOf(number));
    }
  }

  boolean writes() {
    return command.isPresent();
  }

  /** Names a plan file that is deleted when the run breaks off. */
  void owns(Path file) {
    temporary = Optional.of(file);
  }

  /** Ends the row. */
  RunResult ended(RunResult result) {
    if (number > 0) {
      RunResult.Ending ending = result.ending();
      String outcome =
          !ending.failure().isEmpty()
              ? "failed"
              : ending.halted() ? "halted" : ending.pending() > 0 ? "pending" : "done";
      Map<String, Integer> counts = new TreeMap<>();
      result.report().summary().applied().forEach((kind, n) -> counts.put(kind.name(), n));
      counts.put("PENDING", ending.pending());
      around.state().finishRun(number, around.clock().instant(), outcome, counts);
    }
    return result;
  }

  /** Ends the row of a run that broke off. */
  void failed() {
    try {
      if (number > 0) {
        around.state().finishRun(number, around.clock().instant(), "failed", Map.of());
      }
    } finally {
      temporary.ifPresent(RunRow::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
