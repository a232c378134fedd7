package org.certpublisher.reconcile.creation;

import java.util.Optional;
import java.util.function.Consumer;
import org.certpublisher.directory.Directory;
import org.certpublisher.plan.Judgement;
import org.certpublisher.plan.MatchTable;
import org.certpublisher.plan.Planner;
import org.certpublisher.plan.creation.Creations;
import org.certpublisher.plan.creation.Template;

/** Plans the entries that are made, once all those that are there were planned. */
public final class CreationPass {
  private final Optional<Creations> creations;
  private final Directory directory;
  private final Optional<String> silence;

  /**
   * Makes none without a template, and none where no entry that was read shows by what it is found:
   * then it is more likely that the account may not read it than that it is so.
   *
   * @param read how many entries were read
   */
  public CreationPass(
      Optional<Template> template,
      Planner planner,
      MatchTable matches,
      Directory directory,
      int read) {
    this.creations = template.map(one -> new Creations(one, matches, planner));
    this.directory = directory;
    this.silence =
        matches.isEmpty() && read > 0
            ? Optional.of(
                "none of the %d entries that were read has a value of %s: may the account read it?"
                    .formatted(read, String.join(", ", directory.match().attributes())))
            : Optional.empty();
  }

  /** Plans them all. */
  public void forEach(Consumer<Creations.Creation> consumer) {
    creations.ifPresent(one -> one.forEach(this::objection, consumer));
  }

  private Optional<String> objection(Template.NewEntry made) {
    if (silence.isPresent()) {
      return silence;
    }
    return directory.mayHold(made.frame())
        ? Optional.empty()
        : Optional.of("the filter of the directory's entries would not find it again");
  }

  /** A judgement that reaches no entry, with the reason why none is made for it. */
  public Judgement explained(Judgement unplaced) {
    return creations.map(one -> one.explained(unplaced)).orElse(unplaced);
  }
}
