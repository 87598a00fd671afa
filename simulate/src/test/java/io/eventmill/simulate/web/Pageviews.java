package io.eventmill.simulate.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.simulate.EventSink;
import io.eventmill.simulate.FakeTicker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;

/** Runs the simulation and reads its events with another JSON reader than our own. */
final class Pageviews {
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Pageviews() {}

  static WebReport run(WebSettings settings, Consumer<JsonNode> reader) throws Exception {
    return runBytes(
        settings,
        bytes -> {
          try {
            reader.accept(JSON.readTree(bytes));
          } catch (IOException e) {
            throw new AssertionError("not JSON: " + new String(bytes, StandardCharsets.UTF_8), e);
          }
        });
  }

  static WebReport runBytes(WebSettings settings, Consumer<byte[]> reader) throws Exception {
    FakeTicker ticker = new FakeTicker(NOON);
    return new WebSimulation(settings, ticker.clock(), ticker).run(sink(reader));
  }

  static EventSink sink(Consumer<byte[]> reader) {
    return new EventSink() {
      @Override
      public void put(long number, byte[] bytes, int from, int to) {
        reader.accept(Arrays.copyOfRange(bytes, from, to));
      }

      @Override
      public void flush() {}
    };
  }
}
