package io.eventmill.store.opensearch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.store.StoreUnavailableException;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * The state, in one document: read as it is now, and changed only by whoever has seen what it was.
 * This is what stands for a transaction. Whoever dies between two changes leaves the one before.
 */
final class StateDocument {
  private static final int ATTEMPTS_MAX = 200;

  private final Cluster cluster;
  private final String path;

  StateDocument(Cluster cluster, IndexNames names) {
    this.cluster = cluster;
    this.path = "/" + names.state() + "/_doc/state";
  }

  private record Seen(State state, JsonNode document) {}

  State read() {
    return seen().state();
  }

  private Seen seen() {
    Cluster.Answer answer = cluster.ask("GET", path, Map.of(), null);
    if (answer.status() == 404) {
      return new Seen(State.EMPTY, null);
    }
    if (answer.status() >= 300) {
      throw new IllegalStateException("store: " + path + ": " + Cluster.reason(answer));
    }
    try {
      String json = answer.body().path("_source").path("json").asText();
      return new Seen(State.fromJson(Json.MAPPER.readTree(json)), answer.body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("store: " + path + " is not what was written", e);
    }
  }

  /**
   * @param change of what it is by then; called again when somebody else was faster
   */
  State change(UnaryOperator<State> change) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      Seen seen = seen();
      State next = change.apply(seen.state());
      byte[] body = Json.bytes(Json.object().put("json", next.toJson().toString()));
      Cluster.Answer answer = cluster.ask("PUT", path, condition(seen), body);
      if (answer.status() < 300) {
        return next;
      }
      if (answer.status() != 409) {
        throw new IllegalStateException("store: " + path + ": " + Cluster.reason(answer));
      }
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(5_000_000));
    }
    throw new StoreUnavailableException("store: too many write to " + path + " at once", null);
  }

  private static Map<String, String> condition(Seen seen) {
    return seen.document() == null
        ? Map.of("op_type", "create")
        : Map.of(
            "if_seq_no", seen.document().path("_seq_no").asText(),
            "if_primary_term", seen.document().path("_primary_term").asText());
  }
}
