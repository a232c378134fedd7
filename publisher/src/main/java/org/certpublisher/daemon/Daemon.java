package org.certpublisher.daemon;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.certpublisher.config.Configuration;
import org.certpublisher.config.PublicationSettings;
import org.certpublisher.daemon.status.Standing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs publications until it is told to stop. It holds neither connections nor the state between
 * two runs, so one-shot commands work beside it.
 */
public final class Daemon {
  /** Systemd and administrators are promised 10 s; the rest is for the process to end. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  private final Work work;
  private final Rounds rounds;
  private final Timetable timetable;
  private final SourceWatch watch;
  private volatile List<String> publications = List.of();

  /** A daemon that does this work. */
  public Daemon(Work work, Clock clock) {
    this.work = work;
    this.rounds = new Rounds(work, clock);
    this.timetable =
        new Timetable(
            rounds,
            new Timetable.Around(clock, ZoneId.systemDefault(), RandomGenerator.getDefault()));
    this.watch =
        new SourceWatch(clock, publication -> timetable.single(publication, clock.instant()));
  }

  /**
   * Runs each publication of this configuration at once, then on schedule and when a source of it
   * changes. Called again, it goes on with the new one; a run that is under way ends with the one
   * it began with.
   */
  public void follow(Configuration configuration) {
    publications = configuration.publications().stream().map(PublicationSettings::name).toList();
    watch.follow(configuration);
    timetable.follow(configuration);
    LOG.info(
        "publications: {}",
        configuration.publications().stream()
            .map(one -> one.name() + " (" + one.extras().schedule() + ")")
            .collect(Collectors.joining(", ")));
  }

  /** How each publication stands. */
  public List<Standing> standings() {
    return publications.stream().map(rounds::standing).toList();
  }

  /** How each publication's last run ended and when, in one line. */
  public String status() {
    String text =
        new TreeMap<>(rounds.last())
            .entrySet().stream()
                .map(
                    one ->
                        "%s: %s, %s"
                            .formatted(
                                one.getKey(),
                                one.getValue().ending().text(),
                                one.getValue().ended().truncatedTo(ChronoUnit.SECONDS)))
                .collect(Collectors.joining("; "));
    return text.isEmpty() ? "the first run is under way" : text;
  }

  /** Ends after the changes in flight, within 10 s. */
  public void stop() {
    watch.end();
    work.stop();
    if (timetable.end(PATIENCE)) {
      LOG.info("stopped");
    } else {
      LOG.warn(
          "stopped; the run under way did not end within {} s, what it left open is settled by the"
              + " next",
          PATIENCE.toSeconds());
    }
  }
}
