package org.certpublisher.daemon;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.TimeZone;
import org.certpublisher.config.PublicationSettings.Cron;
import org.certpublisher.config.PublicationSettings.Every;
import org.certpublisher.config.PublicationSettings.Schedule;
import org.quartz.CronScheduleBuilder;
import org.quartz.JobKey;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;

/**
 * Quartz's triggers of a publication: one by its schedule, and at most one for a single run beside
 * it. A time that was missed, once or often, is made up for by one run at once.
 */
final class Triggers {
  private Triggers() {}

  static JobKey job(String publication) {
    return JobKey.jobKey(publication);
  }

  static TriggerKey scheduled(String publication) {
    return TriggerKey.triggerKey("schedule", publication);
  }

  static TriggerKey single(String publication) {
    return TriggerKey.triggerKey("single", publication);
  }

  /** By the schedule, for the first time after this moment. */
  static Trigger scheduled(String publication, Schedule schedule, Instant now, ZoneId zone) {
    if (schedule instanceof Every every) {
      return trigger(scheduled(publication), publication, now.plus(every.interval()))
          .withSchedule(
              SimpleScheduleBuilder.simpleSchedule()
                  .withIntervalInMilliseconds(every.interval().toMillis())
                  .repeatForever()
                  .withMisfireHandlingInstructionNowWithExistingCount())
          .build();
    }
    return trigger(scheduled(publication), publication, now)
        .withSchedule(
            CronScheduleBuilder.cronSchedule(((Cron) schedule).expression())
                .inTimeZone(TimeZone.getTimeZone(zone))
                .withMisfireHandlingInstructionFireAndProceed())
        .build();
  }

  /** Once, at this moment. */
  static Trigger single(String publication, Instant at) {
    return trigger(single(publication), publication, at)
        .withSchedule(
            SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
        .build();
  }

  private static TriggerBuilder<Trigger> trigger(TriggerKey key, String publication, Instant at) {
    return TriggerBuilder.newTrigger()
        .withIdentity(key)
        .forJob(job(publication))
        .startAt(Date.from(at));
  }
}
