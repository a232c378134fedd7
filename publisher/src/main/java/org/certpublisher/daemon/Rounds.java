package org.certpublisher.daemon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.certpublisher.config.Configuration;
import org.certpublisher.config.PublicationSettings;
import org.certpublisher.daemon.status.Measured;
import org.certpublisher.daemon.status.Standing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs one publication and remembers how that ended. Whatever happens in a run stays in it. What a
 * run says again, word for word, is logged at DEBUG: a directory that is down for a night is one
 * line.
 */
final class Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final Work work;
  private final Clock clock;
  private final Map<String, Round> last = new ConcurrentHashMap<>();
  private final Map<String, Instant> success = new ConcurrentHashMap<>();
  private final Map<String, Measured> measured = new ConcurrentHashMap<>();

  /**
   * The last round of a publication.
   *
   * @param failures how many failed in a row, this one included
   */
  record Round(Work.Ending ending, Instant began, Instant ended, int failures) {}

  Rounds(Work work, Clock clock) {
    this.work = work;
    this.clock = clock;
  }

  /** Runs a publication; after how long it is to be tried again, if it failed. */
  Optional<Duration> run(Configuration configuration, PublicationSettings publication) {
    MDC.put("publication", publication.name());
    try {
      Optional<Round> before = Optional.ofNullable(last.get(publication.name()));
      Instant began = clock.instant();
      Work.Ending ending = ending(configuration, publication);
      boolean failed = ending.kind() == Work.Kind.FAILED;
      int failures = failed ? before.map(Round::failures).orElse(0) + 1 : 0;
      Round round = new Round(ending, began, clock.instant(), failures);
      measured.merge(publication.name(), ending.measured(), (earlier, now) -> now.or(earlier));
      last.put(publication.name(), round);
      if (!failed) {
        success.put(publication.name(), round.ended());
      }
      Optional<Duration> again = failed ? Optional.of(Backoff.after(failures)) : Optional.empty();
      tell(before, round, again);
      return again;
    } finally {
      MDC.clear();
    }
  }

  private Work.Ending ending(Configuration configuration, PublicationSettings publication) {
    try {
      return work.run(configuration, publication);
    } catch (RuntimeException e) {
      LOG.error("an error in the program ended the run; please report it", e);
      return new Work.Ending(Work.Kind.FAILED, 0, 0, "an error in the program: " + e);
    }
  }

  private static void tell(Optional<Round> before, Round round, Optional<Duration> again) {
    Work.Ending ending = round.ending();
    if (ending.run() > 0) {
      MDC.put("run", String.valueOf(ending.run()));
    }
    boolean said =
        ending.made() == 0
            && before.filter(one -> one.ending().text().equals(ending.text())).isPresent();
    String next = again.map(wait -> "; tried again in " + wait.toSeconds() + " s").orElse("");
    if (said) {
      LOG.debug("{}{}", ending.text(), next);
    } else {
      switch (ending.kind()) {
        case DONE -> LOG.info("{}", ending.text());
        case PENDING -> LOG.warn("{}", ending.text());
        case FAILED -> LOG.error("{}{}", ending.text(), next);
      }
    }
  }

  /** How a publication stands. */
  Standing standing(String publication) {
    return new Standing(
        publication,
        Optional.ofNullable(last.get(publication))
            .map(
                round ->
                    new Standing.Last(
                        round.ending().run(),
                        round.began(),
                        round.ended(),
                        round.failures(),
                        round.ending().text(),
                        measured.getOrDefault(publication, Measured.NOTHING))),
        Optional.ofNullable(success.get(publication)));
  }

  /** The last round of each publication that had one. */
  Map<String, Round> last() {
    return Map.copyOf(last);
  }
}
