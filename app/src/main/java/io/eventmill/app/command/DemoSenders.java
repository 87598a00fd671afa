package io.eventmill.app.command;

import io.eventmill.simulate.Ticker;
import io.eventmill.simulate.door.DoorClient;
import io.eventmill.simulate.door.DoorSettings;
import io.eventmill.simulate.mobile.MobileSettings;
import io.eventmill.simulate.mobile.MobileSimulation;
import io.eventmill.simulate.shop.ShopSettings;
import io.eventmill.simulate.shop.ShopSimulation;
import io.eventmill.simulate.shop.ShopTables;
import io.eventmill.simulate.web.WebSettings;
import io.eventmill.simulate.web.WebSimulation;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * What sends to a demo: a web site, an app and a shop, side by side. One that fails is told and
 * does not hold back the others.
 */
final class DemoSenders {
  /** The pipelines that take what they send. */
  static final List<String> PIPELINES =
      List.of("web-events", "event-counts", "checkout-attribution");

  private static final Duration HISTORY = Duration.ofMinutes(15);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(3);
  private static final int SHOP_ROWS = 100;
  private static final double SHOP_RATE = 6;
  private static final long SHOP_SEED = 1; // the same names in its tables after every start

  private final URI to;
  private final PrintWriter out;

  DemoSenders(URI to, PrintWriter out) {
    this.to = to;
    this.out = out;
  }

  private interface Work {
    void send() throws Exception;
  }

  private record Sender(String name, Work work, Runnable stop) {}

  /**
   * Sends until the demo ends.
   *
   * @param fresh there are no page views yet: some of a quarter of an hour are sent first
   */
  void sendUntil(CountDownLatch ending, boolean fresh) throws InterruptedException {
    List<Sender> senders = List.of(site(fresh), app(), shop());
    List<Thread> threads = senders.stream().map(this::started).toList();
    ending.await();
    senders.forEach(sender -> sender.stop().run());
    for (Thread thread : threads) {
      thread.join(LAST_ANSWERS.toMillis());
    }
  }

  private Thread started(Sender sender) {
    Thread thread = new Thread(() -> run(sender), "demo-" + sender.name());
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void run(Sender sender) {
    try {
      sender.work().send();
    } catch (Exception e) {
      out.println("The simulated " + sender.name() + " has stopped: " + e.getMessage());
      out.flush();
    }
  }

  private Sender site(boolean fresh) {
    WebSimulation past =
        new WebSimulation(
            WebSettings.realTime().speed(0).span(HISTORY).build(),
            Clock.systemUTC(),
            Ticker.SYSTEM);
    WebSimulation live =
        new WebSimulation(WebSettings.realTime().build(), Clock.systemUTC(), Ticker.SYSTEM);
    return new Sender(
        "site",
        () -> {
          try (DoorClient door = door("web")) {
            if (fresh) {
              past.run(door);
            }
            live.run(door);
            door.finish(LAST_ANSWERS);
          }
        },
        () -> {
          past.stop();
          live.stop();
        });
  }

  private Sender app() {
    MobileSimulation simulation =
        new MobileSimulation(
            MobileSettings.defaults(), Clock.systemUTC(), Ticker.SYSTEM, complaint -> {});
    return new Sender(
        "app",
        () -> {
          try (DoorClient door = door("mobile")) {
            simulation.run(door);
            door.finish(LAST_ANSWERS);
          }
        },
        simulation::stop);
  }

  private Sender shop() {
    ShopSimulation simulation =
        new ShopSimulation(
            ShopSettings.defaults().withRate(SHOP_RATE), Clock.systemUTC(), Ticker.SYSTEM);
    return new Sender(
        "shop",
        () -> {
          fillTables();
          try (DoorClient clicks = door("clicks");
              DoorClient checkouts = door("checkouts")) {
            simulation.run(clicks, checkouts);
            clicks.finish(LAST_ANSWERS);
            checkouts.finish(LAST_ANSWERS);
          }
        },
        simulation::stop);
  }

  private void fillTables() throws Exception {
    DoorSettings users = DoorSettings.ofTable(to, ShopTables.USERS, ShopTables.KEY);
    DoorSettings products = DoorSettings.ofTable(to, ShopTables.PRODUCTS, ShopTables.KEY);
    try (DoorClient first = DoorClient.open(users);
        DoorClient second = DoorClient.open(products)) {
      new ShopTables(SHOP_ROWS, SHOP_SEED).fill(first, second);
      first.finish();
      second.finish();
    }
  }

  /** One request at a time is plenty here, and one thread for each. */
  private DoorClient door(String source) {
    return DoorClient.open(DoorSettings.of(to, source).withInFlight(1));
  }
}
