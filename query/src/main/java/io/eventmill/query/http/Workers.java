package io.eventmill.query.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which stores are asked, so that an event loop never waits: a bounded number of
 * them behind a bounded queue. Who finds the queue full is told so at once; who waits too long is
 * let go, and the work is interrupted. If a worker dies in the middle, only its question does.
 */
public final class Workers implements AutoCloseable {
  private final ThreadPoolExecutor pool;
  private final Duration timeout;

  public Workers(int threads, int queueMax, Duration timeout) {
    AtomicInteger number = new AtomicInteger();
    this.timeout = timeout;
    this.pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queueMax),
            work -> {
              Thread thread = new Thread(work, "query-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs the work on a worker and completes the future on the context the caller is on.
   *
   * @throws RejectedExecutionException when the queue is full
   */
  <T> Task<T> run(Vertx vertx, Callable<T> work) {
    Context context = vertx.getOrCreateContext();
    Promise<T> promise = Promise.promise();
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              try {
                T value = work.call();
                context.runOnContext(v -> promise.tryComplete(value));
                return value;
              } catch (Throwable e) { // an Error must not leave the client waiting
                context.runOnContext(v -> promise.tryFail(e));
                throw e;
              }
            });
    pool.execute(task);
    long timer = vertx.setTimer(timeout.toMillis(), t -> promise.tryFail(tooSlow()));
    promise
        .future()
        .onComplete(
            done -> {
              vertx.cancelTimer(timer);
              if (!task.isDone() && !pool.remove(task)) { // it runs, and nobody waits any more
                task.cancel(true);
              }
            });
    return new Task<>(promise);
  }

  private ApiException tooSlow() {
    return ApiException.of(
        504,
        "query_timeout",
        "The store did not answer within "
            + timeout.toMillis()
            + " ms (query.timeout). Ask for a shorter time range or with more filters.");
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }

  /** Work that was handed over. */
  record Task<T>(Promise<T> promise) {
    Future<T> future() {
      return promise.future();
    }

    /** Nobody wants the result any more; call it on the context that asked. */
    void cancel() {
      promise.tryFail(ApiException.of(499, "client_gone", "The client went away."));
    }
  }
}
