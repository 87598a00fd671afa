package io.eventmill.app.e2e.kill;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Several clients that send to one door until they are told that it is enough. */
final class Clients implements AutoCloseable {
  private final AtomicBoolean enough = new AtomicBoolean();
  private final AtomicReference<Throwable> wrong = new AtomicReference<>();
  private final List<Thread> threads = new ArrayList<>();

  /** At full rate. */
  Clients(int n, URI door, Sent sent, Random random) {
    this(n, door, sent, random, Pace.FULL_RATE);
  }

  Clients(int n, URI door, Sent sent, Random random, Pace pace) {
    for (int i = 0; i < n; i++) {
      Client client = new Client(i, door, sent, pace, random.nextLong(), enough, wrong);
      Thread thread = new Thread(client, "client-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  /** Fails when a client has met what it must not meet. */
  void check() {
    if (wrong.get() != null) {
      throw new AssertionError("a client met what it must not meet", wrong.get());
    }
  }

  /** Waits until all that was begun is acknowledged. */
  void finish() throws InterruptedException {
    enough.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    check();
  }

  /** Ends them wherever they are, when the test has failed. */
  @Override
  public void close() {
    wrong.compareAndSet(null, new IllegalStateException("the test is over"));
    threads.forEach(Thread::interrupt);
  }
}
