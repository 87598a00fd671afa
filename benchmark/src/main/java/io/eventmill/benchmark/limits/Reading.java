package io.eventmill.benchmark.limits;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonScanner;
import java.util.function.ToIntFunction;

/** Ways to go over an event's bytes; each gives a number, so that none is compiled away. */
enum Reading {
  COPY("memory copy", "a copy of the bytes") {
    @Override
    ToIntFunction<byte[]> open() {
      return bytes -> bytes.clone()[bytes.length / 2];
    }
  },
  SCAN("scan", "the product's scanner: syntax, and where five fields stand") {
    @Override
    ToIntFunction<byte[]> open() throws Exception {
      JsonScanner scanner =
          new JsonScanner(
              JsonFields.of(
                  "/event_id",
                  "/event_type",
                  "/event_timestamp",
                  "/utm_source",
                  "/user_custom_id"));
      return bytes -> {
        try {
          scanner.scan(bytes);
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
        return bytes.length;
      };
    }
  },
  TREE("tree and back", "Jackson: bytes to a tree and back to bytes") {
    @Override
    ToIntFunction<byte[]> open() {
      ObjectMapper json = new ObjectMapper();
      return bytes -> {
        try {
          return json.writeValueAsBytes(json.readTree(bytes)).length;
        } catch (java.io.IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      };
    }
  };

  final String label;
  final String what;

  Reading(String label, String what) {
    this.label = label;
    this.what = what;
  }

  abstract ToIntFunction<byte[]> open() throws Exception;
}
