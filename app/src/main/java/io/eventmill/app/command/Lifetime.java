package io.eventmill.app.command;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.LogManager;

/** A process that runs until it is asked to end, and ends when all is closed. */
final class Lifetime {
  private Lifetime() {}

  /** What the process does. */
  interface Work {
    /**
     * @param ending down to zero when the process is asked to end
     */
    void until(CountDownLatch ending) throws Exception;
  }

  /**
   * @param data its log goes to a folder below
   */
  static void of(Path data, LogOptions log, Work work) throws Exception {
    log.begin(data);
    CountDownLatch ending = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  ending.countDown();
                  await(ended);
                },
                "stop"));
    try {
      work.until(ending);
    } finally {
      LogManager.shutdown();
      ended.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
