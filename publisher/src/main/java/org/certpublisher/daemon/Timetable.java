package org.certpublisher.daemon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.certpublisher.config.Configuration;
import org.certpublisher.config.PublicationSettings;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.simpl.RAMJobStore;
import org.quartz.simpl.SimpleThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Quartz with one job a publication and one thread: runs share the right to write the state, so two
 * at once would only wait for each other. A run that begins answers every single run asked for
 * before.
 */
final class Timetable {
  private static final Logger LOG = LoggerFactory.getLogger(Timetable.class);
  private static final Duration MISFIRE = Duration.ofSeconds(1);

  private final Rounds rounds;
  private final Around around;
  private final Scheduler scheduler;
  private final Semaphore idle = new Semaphore(1);
  private volatile Optional<Configuration> current = Optional.empty();

  /** What a timetable takes from outside. */
  record Around(Clock clock, ZoneId zone, RandomGenerator random) {}

  Timetable(Rounds rounds, Around around) {
    this.rounds = rounds;
    this.around = around;
    this.scheduler = scheduler();
  }

  private Scheduler scheduler() {
    try {
      RAMJobStore store = new RAMJobStore();
      store.setMisfireThreshold(MISFIRE.toMillis());
      SimpleThreadPool threads = new SimpleThreadPool(1, Thread.NORM_PRIORITY);
      threads.setThreadNamePrefix("run");
      threads.setMakeThreadsDaemons(true);
      String name = UUID.randomUUID().toString();
      DirectSchedulerFactory factory = DirectSchedulerFactory.getInstance();
      factory.createScheduler(name, name, threads, store);
      Scheduler made = factory.getScheduler(name);
      made.setJobFactory((fired, quartz) -> new Tick(this));
      return made;
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz does not start", e);
    }
  }

  /** Schedules these publications instead of those before, and runs each at once. */
  void follow(Configuration configuration) {
    try {
      current = Optional.of(configuration);
      scheduler.clear();
      for (PublicationSettings publication : configuration.publications()) {
        add(publication);
      }
      scheduler.start();
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz does not schedule", e);
    }
  }

  private void add(PublicationSettings publication) throws SchedulerException {
    String name = publication.name();
    JobDetail job =
        JobBuilder.newJob(Tick.class).withIdentity(Triggers.job(name)).storeDurably().build();
    scheduler.addJob(job, true);
    Instant now = around.clock().instant();
    Trigger trigger = Triggers.scheduled(name, publication.extras().schedule(), now, around.zone());
    if (trigger.getFireTimeAfter(Date.from(now)) == null) {
      LOG.warn(
          "{}: the schedule {} never comes; it runs only when a source changes",
          name,
          publication.extras().schedule());
    } else {
      scheduler.scheduleJob(trigger);
    }
    single(name, now);
  }

  /** Asks for a run at a moment; the sooner one counts when one was asked for before. */
  synchronized void single(String publication, Instant at) {
    try {
      TriggerKey key = Triggers.single(publication);
      Trigger known = scheduler.getTrigger(key);
      if (known != null && !known.getStartTime().toInstant().isAfter(at)) {
        return;
      }
      Trigger trigger = Triggers.single(publication, at);
      if (known == null || scheduler.rescheduleJob(key, trigger) == null) {
        scheduler.scheduleJob(trigger);
      }
    } catch (SchedulerException e) {
      LOG.debug("{} is no longer scheduled", publication, e);
    }
  }

  /** What a trigger brings: a run, or with jitter a run a little later. */
  void tick(String publication, TriggerKey trigger) {
    Optional<Configuration> configuration = current;
    Optional<PublicationSettings> settings =
        configuration.stream()
            .flatMap(one -> one.publications().stream())
            .filter(one -> one.name().equals(publication))
            .findFirst();
    if (settings.isEmpty()) {
      return;
    }
    long jitter = settings.get().extras().schedule().jitter().toMillis();
    if (jitter > 0 && trigger.equals(Triggers.scheduled(publication))) {
      Duration later = Duration.ofMillis(around.random().nextLong(jitter + 1));
      single(publication, around.clock().instant().plus(later));
    } else {
      run(configuration.get(), settings.get());
    }
  }

  private void run(Configuration configuration, PublicationSettings publication) {
    idle.acquireUninterruptibly();
    try {
      scheduler.unscheduleJob(Triggers.single(publication.name()));
      Optional<Duration> again = rounds.run(configuration, publication);
      again.ifPresent(wait -> single(publication.name(), around.clock().instant().plus(wait)));
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz does not unschedule", e);
    } finally {
      idle.release();
    }
  }

  /** Starts no run any more and waits for one that is under way; whether it ended in time. */
  boolean end(Duration patience) {
    try {
      scheduler.shutdown(false);
      return idle.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz does not end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
