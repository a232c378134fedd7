package org.certpublisher.daemon;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/**
 * What Quartz starts: one run of the publication that the job is named after, never two at once.
 */
@DisallowConcurrentExecution
final class Tick implements Job {
  private final Timetable timetable;

  Tick(Timetable timetable) {
    this.timetable = timetable;
  }

  @Override
  public void execute(JobExecutionContext context) {
    timetable.tick(context.getJobDetail().getKey().getName(), context.getTrigger().getKey());
  }
}
