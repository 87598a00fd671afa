package io.eventmill.benchmark.http;

import io.eventmill.benchmark.race.Arena;
import java.net.URI;

/** The loads of all HTTP benches, so that their figures can be held beside each other. */
public final class Plans {
  private static final int CONNECTIONS = 32;
  private static final int REQUESTS_MIN = 100;

  private Plans() {}

  /** As fast as the server answers. */
  public static Plan full(Arena arena, URI url, int array) {
    return of(arena, url, array, 0);
  }

  /** At a rate, whether or not the server keeps up with it. */
  public static Plan paced(Arena arena, URI url, int array, double rate) {
    return of(arena, url, array, rate);
  }

  private static Plan of(Arena arena, URI url, int array, double rate) {
    long requests = Math.max(REQUESTS_MIN, arena.settings().events() / array);
    return new Plan(
        url, arena.settings().shape(), array, CONNECTIONS, requests / 2, requests, rate);
  }
}
