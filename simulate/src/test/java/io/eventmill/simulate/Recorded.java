package io.eventmill.simulate;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps what is put into it, as text; read by another parser than wrote it. */
public class Recorded implements EventSink {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  public final List<String> texts = new ArrayList<>();

  @Override
  public void put(long number, byte[] bytes, int from, int to) {
    texts.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
  }

  @Override
  public void flush() {}

  public List<JsonNode> rows() {
    return texts.stream().map(Recorded::parse).toList();
  }

  public List<String> values(String field) {
    return rows().stream().map(r -> r.get(field).asText()).toList();
  }

  public static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }
}
