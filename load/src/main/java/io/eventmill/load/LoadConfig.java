package io.eventmill.load;

import java.time.Duration;

/**
 * Settings of the stage, under {@code load}.
 *
 * @param eventsMax events written to the store at once
 * @param bytesMax bytes of events written to the store at once; a single larger event goes alone
 * @param delayMax how long an event may wait for others to be written with it
 * @param quiet when nothing more comes for this long, what is there is written at once
 * @param retryMin first pause after the store could not take a batch; doubles each time
 * @param retryMax longest such pause
 * @param topicCheck how often the topics are looked at: for partitions that were added, and for
 *     having been made anew
 * @param retainEvery how often what is too old is removed from the stores
 * @param retainRows rows removed at once; loading waits for no more than that
 * @param retainPause between two such steps
 */
public record LoadConfig(
    int eventsMax,
    long bytesMax,
    Duration delayMax,
    Duration quiet,
    Duration retryMin,
    Duration retryMax,
    Duration topicCheck,
    Duration retainEvery,
    int retainRows,
    Duration retainPause) {
  public LoadConfig {
    if (eventsMax < 1 || bytesMax < 1) {
      throw new IllegalArgumentException(
          "load.events_max is " + eventsMax + ", load.bytes_max is " + bytesMax + "; at least 1");
    }
    if (topicCheck.toMillis() < 1) {
      throw new IllegalArgumentException("load.topic_check is " + topicCheck + "; at least 1 ms");
    }
    if (retainEvery.toMillis() < 1 || retainRows < 1 || retainPause.isNegative()) {
      throw new IllegalArgumentException(
          "load.retain_every is "
              + retainEvery
              + ", load.retain_rows is "
              + retainRows
              + "; at least 1 ms and 1 row");
    }
    if (retryMin.toMillis() < 1 || retryMax.compareTo(retryMin) < 0) {
      throw new IllegalArgumentException(
          "load.retry_min is "
              + retryMin
              + ", load.retry_max is "
              + retryMax
              + "; at least 1 ms, and the second not below the first");
    }
  }

  public static LoadConfig defaults() {
    return new LoadConfig(
        20_000,
        32L << 20,
        Duration.ofMillis(200),
        Duration.ofMillis(10),
        Duration.ofMillis(100),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofMinutes(10),
        20_000,
        Duration.ofMillis(100));
  }
}
