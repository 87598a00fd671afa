package io.eventmill.benchmark.http;

import io.eventmill.benchmark.events.Shape;
import java.net.URI;
import java.util.List;

/**
 * What a load generator does, as its process is told.
 *
 * @param connections how many requests are under way at once, at most
 * @param warm requests before the clock begins
 * @param requests requests on the clock
 * @param rate requests per second, sent when they are due whether or not earlier ones are answered;
 *     0 = the next when the last is answered
 */
public record Plan(
    URI url, Shape shape, int array, int connections, long warm, long requests, double rate) {
  List<Object> arguments() {
    return List.of(url, shape, array, connections, warm, requests, rate);
  }

  static Plan parse(String... args) {
    return new Plan(
        URI.create(args[0]),
        Shape.valueOf(args[1]),
        Integer.parseInt(args[2]),
        Integer.parseInt(args[3]),
        Long.parseLong(args[4]),
        Long.parseLong(args[5]),
        Double.parseDouble(args[6]));
  }
}
