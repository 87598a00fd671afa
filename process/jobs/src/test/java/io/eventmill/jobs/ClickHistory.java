package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Clicks and orders of a few users, drawn so that what is hard happens often: both ends of the
 * window to the millisecond and microsecond, the same time twice, the same event twice, keys that
 * lack a value, and disorder.
 */
record ClickHistory(List<Arrival> arrivals) {
  static final long WITHIN = 60_000_000; // a minute, so that a history holds many windows
  static final long LATENESS_MILLIS = 5_000;
  static final long START = 1_772_366_400_000_000L;

  /**
   * @param user null when the event does not say
   * @param watermark reached when it came; the same in each replay
   * @param millis of the clock on the wall when it came
   * @param old whether it was received more than the lateness after its time
   */
  record Arrival(
      boolean order, String id, String user, long time, long watermark, long millis, boolean old) {
    Arrival(boolean order, String id, String user, long time, long watermark) {
      this(order, id, user, time, watermark, 0, false);
    }

    Event event() {
      String json =
          user == null
              ? "{\"id\":\"" + id + "\"}"
              : "{\"id\":\"" + id + "\",\"user\":\"" + user + "\",\"page\":\"/" + id + "\"}";
      String source = order ? "orders" : "clicks";
      long received = time / 1000 + (old ? LATENESS_MILLIS + 1 : LATENESS_MILLIS);
      return new Event(
          new Origin(1, 2, 0, 0), "e-" + id, source, source, time, received, json.getBytes(UTF_8));
    }
  }

  /**
   * @param tardy whether some come later than the lateness allows
   */
  static ClickHistory draw(Random random, boolean tardy) {
    int users = 1 + random.nextInt(6);
    int count = 5 + random.nextInt(60);
    List<Arrival> events = new ArrayList<>();
    long[] edges = {
      0, 1, -1, 1000, -1000, WITHIN, WITHIN + 1, WITHIN - 1, WITHIN + 1000, WITHIN - 1000
    };
    for (int i = 0; i < count; i++) {
      String user = random.nextInt(20) == 0 ? null : "u" + random.nextInt(users);
      long time = START + (long) (random.nextDouble() * 5 * WITHIN);
      if (random.nextInt(3) == 0) {
        time = time / 1_000_000 * 1_000_000; // many in the same second
      }
      if (!events.isEmpty() && random.nextInt(2) == 0) {
        Arrival other = events.get(random.nextInt(events.size()));
        user = other.user();
        long edge = edges[random.nextInt(edges.length)];
        time = other.time() + (other.order() ? -edge : edge);
      }
      boolean order = random.nextInt(3) == 0;
      events.add(new Arrival(order, (order ? "o" : "c") + random.nextInt(1000), user, time, 0));
    }
    List<Arrival> once = new ArrayList<>();
    for (Arrival e : events) { // an id is of one conversion
      if (!e.order() || once.stream().noneMatch(o -> o.id().equals(e.id()))) {
        once.add(e);
      }
    }
    for (int i = once.size(); i > 0; i--) {
      if (random.nextInt(8) == 0) {
        once.add(once.get(random.nextInt(once.size()))); // comes again
      }
    }
    return new ClickHistory(arrived(once, random, tardy));
  }

  /** In an order that the lateness allows, with watermarks between at random. */
  private static List<Arrival> arrived(List<Arrival> events, Random random, boolean tardy) {
    record Delayed(Arrival event, long at) {}
    List<Delayed> delayed = new ArrayList<>();
    for (Arrival e : events) {
      long delay = (long) (random.nextDouble() * LATENESS_MILLIS * 1000);
      if (tardy && random.nextInt(5) == 0) {
        delay += (long) (random.nextDouble() * 2 * WITHIN);
      }
      delayed.add(new Delayed(e, e.time() + delay));
    }
    delayed.sort(Comparator.comparingLong(Delayed::at));
    List<Arrival> arrivals = new ArrayList<>();
    long greatest = Long.MIN_VALUE;
    long watermark = Long.MIN_VALUE;
    long millis = random.nextInt(1_000_000);
    for (Delayed d : delayed) {
      Arrival e = d.event();
      boolean old = random.nextInt(4) == 0;
      arrivals.add(new Arrival(e.order(), e.id(), e.user(), e.time(), watermark, millis, old));
      millis += random.nextInt(4) == 0 ? random.nextInt(20_000) : random.nextInt(100);
      greatest = Math.max(greatest, Math.floorDiv(e.time(), 1000L));
      if (random.nextInt(3) == 0) {
        watermark = Math.max(watermark, greatest - LATENESS_MILLIS - 1);
      }
    }
    return arrivals;
  }

  static String pipeline(String model) {
    return """
        name: shop
        sources:
          clicks: {event: {fixed_type: clicks, time: /at}}
          orders: {event: {fixed_type: orders, time: /at}}
        attribution:
          - name: orders
            touch: {source: clicks, id: /id}
            conversion: {source: orders, id: /id}
            on: {user: /user}
            within: 1m
            lateness: 5s
            model: %s
            columns:
              order_id: conversion id
              click_id: touch id
              page: touch /page
              order_time: conversion time
              click_time: touch time
        """
        .formatted(model);
  }
}
