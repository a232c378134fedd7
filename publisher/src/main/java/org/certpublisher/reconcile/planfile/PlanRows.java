package org.certpublisher.reconcile.planfile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.plan.Judgement;
import org.certpublisher.report.Report;
import org.certpublisher.source.SourceFinding;

/**
 * The rows of a report, read from the plan file at each pass. A file that cannot be read any more
 * is an {@link UncheckedIOException}.
 *
 * @param held whether the guard holds the losses: they are told as held and left out of the changes
 * @param sent changes that were sent and are not done
 */
public record PlanRows(Path path, boolean held, List<Report.EntryOutcome> sent)
    implements Report.Rows {
  /** Copies its collection. */
  public PlanRows {
    sent = List.copyOf(sent);
  }

  @Override
  public void judgements(Consumer<Judgement> consumer) {
    each("judgement", line -> RowJson.judgement(line, held), consumer);
  }

  @Override
  public void changes(BiConsumer<EntryChange, List<Judgement>> consumer) {
    try (PlanFileReader reader = new PlanFileReader(path)) {
      for (Optional<Planned> next = reader.nextPlanned(held);
          next.isPresent();
          next = reader.nextPlanned(held)) {
        List<Judgement> why = next.get().why();
        EntryChange change = next.get().change();
        Optional<EntryChange> rest = held ? change.withoutLosses() : Optional.of(change);
        rest.ifPresent(sent -> consumer.accept(sent, why));
      }
    } catch (PlanFileException e) {
      throw unreadable(e);
    }
  }

  @Override
  public void findings(Consumer<SourceFinding> consumer) {
    each("finding", RowJson::finding, consumer);
  }

  @Override
  public void outcomes(Consumer<Report.EntryOutcome> consumer) {
    sent.forEach(consumer);
  }

  private <T> void each(String kind, Function<Fields, T> how, Consumer<T> consumer) {
    try (PlanFileReader reader = new PlanFileReader(path)) {
      for (Optional<Fields> line = reader.nextOf(kind);
          line.isPresent();
          line = reader.nextOf(kind)) {
        consumer.accept(reader.parse(line.get(), how));
      }
    } catch (PlanFileException e) {
      throw unreadable(e);
    }
  }

  private static UncheckedIOException unreadable(PlanFileException e) {
    return new UncheckedIOException(e.getMessage(), new IOException(e));
  }
}
