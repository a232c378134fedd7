package org.certpublisher.report;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Outcome;
import org.certpublisher.plan.Judgement;
import org.certpublisher.source.SourceFinding;

/**
 * All that a report tells: a summary that is small, and rows that are streamed as often as a format
 * needs them, for there may be hundreds of thousands.
 */
public record Report(Summary summary, Rows rows) {
  /** The rows, in the same order at every pass. */
  public interface Rows {
    /** Every judgement worth telling: all but PUBLISHED that does not expire within 90 days. */
    void judgements(Consumer<Judgement> consumer);

    /**
     * Every planned change, as it would be or was sent, with the judgements on its entry, which say
     * why.
     */
    void changes(BiConsumer<EntryChange, List<Judgement>> consumer);

    /** What the sources had to say about single items. */
    void findings(Consumer<SourceFinding> consumer);

    /** Changes that were sent and are not done. */
    void outcomes(Consumer<EntryOutcome> consumer);
  }

  /** What became of an entry's change. */
  public record EntryOutcome(String dn, Outcome outcome) {}
}
