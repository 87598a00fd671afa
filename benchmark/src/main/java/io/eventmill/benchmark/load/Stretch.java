package io.eventmill.benchmark.load;

import io.eventmill.topics.KafkaAddress;

/**
 * A loader's process, as it was told to work.
 *
 * @param warm topic that is loaded before the clock runs
 * @param full topic that is loaded on the clock
 * @param place where the store is
 */
record Stretch(
    KafkaAddress kafka, String warm, long warmEvents, String full, long fullEvents, String place) {
  static Stretch parse(String... args) {
    return new Stretch(
        KafkaAddress.of(args[0]),
        args[1],
        Long.parseLong(args[2]),
        args[3],
        Long.parseLong(args[4]),
        args[5]);
  }

  /** Loads a topic of so many events; returns when the store has them. */
  interface Load {
    void load(String topic, long events) throws Exception;
  }

  /** Both topics; says when each is in. */
  void run(Load load) throws Exception {
    load.load(warm, warmEvents);
    System.out.println("warm");
    load.load(full, fullEvents);
    System.out.println("done");
  }
}
