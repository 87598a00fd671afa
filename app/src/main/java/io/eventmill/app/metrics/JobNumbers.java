package io.eventmill.app.metrics;

import io.eventmill.jobs.embedded.EmbeddedFlink;
import io.eventmill.jobs.embedded.FlinkNumbers.JobNumber;
import io.eventmill.jobs.embedded.JobState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers of the jobs. */
public final class JobNumbers {
  private JobNumbers() {}

  public static void tell(EmbeddedFlink flink, Numbers to) {
    to.tell(
        Families.JOB_UP,
        () -> {
          Map<List<String>, Integer> up = new HashMap<>();
          for (JobState job : flink.states()) {
            up.put(List.of(job.name()), job.status() == JobState.Status.RUNNING ? 1 : 0);
          }
          return up;
        });
    tell(Families.JOB_RESTARTS, JobNumber.RESTARTS, flink, to);
    tell(Families.JOB_RECORDS, JobNumber.RECORDS, flink, to);
    tell(Families.JOB_DUPLICATES, JobNumber.DUPLICATES, flink, to);
    tell(Families.JOB_EVENT_TIME_LAG, JobNumber.EVENT_TIME_LAG_SECONDS, flink, to);
  }

  private static void tell(Family family, JobNumber number, EmbeddedFlink flink, Numbers to) {
    to.tell(
        family,
        () -> {
          Map<List<String>, Double> byJob = new HashMap<>();
          flink.numbers().byJob(number).forEach((job, value) -> byJob.put(List.of(job), value));
          return byJob;
        });
  }
}
