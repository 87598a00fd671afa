package io.eventmill.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.eventmill.event.Origin;
import io.eventmill.store.Accepted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Marks failed events as replayed, whichever of the two comes first: whoever writes one of them
 * writes it and then looks for the other, so the later of two at the same time sees the earlier.
 */
final class ReplayMarks {
  private static final int ASKED_AT_ONCE = 1_000;

  private final Cluster cluster;
  private final IndexNames names;

  ReplayMarks(Cluster cluster, IndexNames names) {
    this.cluster = cluster;
    this.names = names;
  }

  static String failedId(Origin origin) {
    return "f-" + origin.asId();
  }

  /**
   * @param failed ids of failed events written in this turn
   */
  void put(
      List<Accepted> accepted,
      Collection<String> failed,
      long turn,
      Documents documents,
      BulkRequests bulk) {
    Map<String, Origin> replays = new LinkedHashMap<>(); // the last of several
    for (Accepted a : accepted) {
      if (a.replayOf() != null) {
        replays.put(failedId(a.replayOf()), a.origin());
      }
    }
    if (replays.isEmpty() && failed.isEmpty()) {
      return;
    }
    replays.forEach(
        (of, at) ->
            bulk.put("replay of " + of, names.outcomes(), "r" + of, turn, documents.replay(at)));
    bulk.send();
    long now = System.currentTimeMillis();
    replays.forEach((of, at) -> mark(bulk, of, at.asId(), turn, now));
    List<String> ids = new ArrayList<>(failed);
    for (int from = 0; from < ids.size(); from += ASKED_AT_ONCE) {
      markKnown(ids.subList(from, Math.min(ids.size(), from + ASKED_AT_ONCE)), bulk);
    }
  }

  private void markKnown(List<String> failed, BulkRequests bulk) {
    ArrayNode ids = Json.array();
    failed.forEach(id -> ids.add("r" + id));
    JsonNode found =
        cluster.get("POST", "/" + names.outcomes() + "/_mget", Map.of(), Json.of("ids", ids));
    for (JsonNode replay : found.path("docs")) {
      if (replay.path("found").asBoolean()) {
        JsonNode row = replay.path("_source");
        mark(
            bulk,
            replay.path("_id").asText().substring(1),
            row.path("replay").asText(),
            row.path("turn").asLong(),
            row.path("stored").asLong());
      }
    }
  }

  private void mark(BulkRequests bulk, String failed, String at, long turn, long marked) {
    bulk.change(
        "mark of " + failed,
        names.outcomes(),
        failed,
        Json.object().put("replay", at).put("replay_turn", turn).put("replay_marked", marked));
  }
}
