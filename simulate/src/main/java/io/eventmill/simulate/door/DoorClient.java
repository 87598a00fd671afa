package io.eventmill.simulate.door;

import io.eventmill.simulate.EventSink;
import io.eventmill.simulate.Ticker;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Brings events to a collector in batches, several requests at once over kept-alive connections. At
 * least once: a batch is sent again, with the same bytes and so the same ids, until the collector
 * keeps it or says that it never will. A full queue blocks the caller; nothing is dropped. What has
 * not been kept when the process dies was never acknowledged, and {@link DoorReport} says how much.
 */
public final class DoorClient implements EventSink, AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final Duration FOREVER = Duration.ofDays(3650);

  /** What a client gets from the world; a test has its own. */
  public record World(Clock clock, Ticker ticker, RandomGenerator random) {
    public static World system() {
      return new World(Clock.systemUTC(), Ticker.SYSTEM, new Random());
    }
  }

  private final DoorSettings settings;
  private final Ledger ledger = new Ledger();
  private final BlockingQueue<Batch> queue;
  private final List<Thread> senders = new ArrayList<>();
  private final Delivery delivery;
  private final Batch end;
  private Batch filling;
  private int ended;

  private DoorClient(DoorSettings settings, DoorListener listener, World world) {
    this.settings = settings;
    this.queue = new ArrayBlockingQueue<>(settings.batching().queued());
    this.end = new Batch(settings.form(), settings.batching());
    this.filling = new Batch(settings.form(), settings.batching());
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.patience().timeout())
            .build();
    this.delivery =
        new Delivery(
            new DoorRequest(settings, http, world.clock()),
            settings.patience(),
            new Backoff(
                settings.patience().firstWait(), settings.patience().longestWait(), world.random()),
            world.ticker(),
            new Delivery.Watch(ledger, listener));
  }

  public static DoorClient open(DoorSettings settings) {
    return open(settings, DoorListener.NONE, World.system());
  }

  public static DoorClient open(DoorSettings settings, DoorListener listener, World world) {
    DoorClient client = new DoorClient(settings, listener, world);
    for (int i = 0; i < settings.inFlight(); i++) {
      Thread sender = new Thread(client::send, "door-" + i);
      sender.setDaemon(true);
      client.senders.add(sender);
      sender.start();
    }
    return client;
  }

  @Override
  public void put(long number, byte[] bytes, int from, int to)
      throws DoorClosedException, InterruptedException {
    check();
    boolean overfull = filling.length() + (to - from) + 1 > settings.batching().bytes();
    if (overfull && filling.count() > 0) {
      flush();
    }
    filling.add(number, bytes, from, to);
    ledger.put();
    if (filling.count() == settings.batching().events()) {
      flush();
    }
  }

  @Override
  public void flush() throws DoorClosedException, InterruptedException {
    hand(FOREVER);
  }

  /** How things stand. */
  public DoorReport report() {
    return ledger.report();
  }

  /** Sends the rest and waits until every event has its answer or sending has failed. */
  public DoorReport finish() throws InterruptedException {
    return finish(FOREVER);
  }

  /** As {@link #finish()}, but waits no longer than given; the report tells what is unsent. */
  public DoorReport finish(Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    try {
      boolean handed = hand(atMost);
      while (handed && ended < senders.size()) {
        handed = enqueue(end, left(until));
        ended += handed ? 1 : 0;
      }
    } catch (DoorClosedException e) {
      // the report names the failure; the senders are on their way out
    }
    for (Thread sender : senders) {
      sender.join(Math.max(1, left(until).toMillis()));
    }
    return report();
  }

  /** Ends at once; what has no answer yet stays unsent. After {@link #finish()} nothing is lost. */
  @Override
  public void close() {
    senders.forEach(Thread::interrupt);
  }

  private boolean hand(Duration atMost) throws DoorClosedException, InterruptedException {
    check();
    if (filling.count() == 0) {
      return true;
    }
    boolean handed = enqueue(filling, atMost);
    if (handed) {
      filling = new Batch(settings.form(), settings.batching());
    }
    return handed;
  }

  private boolean enqueue(Batch batch, Duration atMost)
      throws DoorClosedException, InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    while (!queue.offer(batch, LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
      check(); // nobody empties the queue of a closed door
      if (left(until).isZero()) {
        return false;
      }
    }
    return true;
  }

  private static Duration left(long until) {
    return Duration.ofNanos(Math.max(0, until - System.nanoTime()));
  }

  private void check() throws DoorClosedException {
    String failure = ledger.failure();
    if (failure != null) {
      throw new DoorClosedException(failure);
    }
  }

  private void send() {
    try {
      while (ledger.failure() == null) {
        Batch batch = queue.take();
        if (batch == end) {
          return;
        }
        delivery.deliver(batch);
      }
    } catch (DoorClosedException e) {
      failed(e.getMessage());
    } catch (InterruptedException e) {
      failed("stopped before everything was sent");
    } catch (RuntimeException | Error e) { // a dead sender must not leave the caller waiting
      failed("a sender failed: " + e);
    }
  }

  private void failed(String why) {
    ledger.failed(why);
    close(); // a door closed to one is closed to all: the others need not go on trying
  }
}
