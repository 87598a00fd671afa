package io.eventmill.app.chaos.load;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Several clients that send to one door until they are told that it is enough. */
public final class Clients implements AutoCloseable {
  private final AtomicBoolean enough = new AtomicBoolean();
  private final AtomicReference<Throwable> wrong = new AtomicReference<>();
  private final List<Thread> threads = new ArrayList<>();

  /** At full rate. */
  public Clients(int n, URI door, Sent sent, Random random) {
    this(n, door, sent, random, Pace.FULL_RATE);
  }

  public Clients(int n, URI door, Sent sent, Random random, Pace pace) {
    this(n, List.of(door), sent, random, pace);
  }

  /**
   * @param doors each client has one of them, in turn
   */
  public Clients(int n, List<URI> doors, Sent sent, Random random, Pace pace) {
    for (int i = 0; i < n; i++) {
      URI door = doors.get(i % doors.size());
      Client client = new Client(i, door, sent, pace, random.nextLong(), enough, wrong);
      Thread thread = new Thread(client, "client-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  /** Fails when a client has met what it must not meet. */
  public void check() {
    if (wrong.get() != null) {
      throw new IllegalStateException(
          "a client met what it must not meet: " + wrong.get().getMessage(), wrong.get());
    }
  }

  /** Waits until all that was begun is acknowledged. */
  public void finish() throws InterruptedException {
    enough.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    check();
  }

  /** Ends them wherever they are, when all is over. */
  @Override
  public void close() {
    wrong.compareAndSet(null, new IllegalStateException("it is over"));
    threads.forEach(Thread::interrupt);
  }
}
