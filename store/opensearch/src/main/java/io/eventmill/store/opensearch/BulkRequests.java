package io.eventmill.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.store.StoreUnavailableException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Sends rows in requests of limited size. What the cluster has no room for just now is sent again
 * after a pause; what it will never take makes the batch fail. Not for sharing between threads.
 */
final class BulkRequests {
  private final Cluster cluster;
  private final Indices indices;
  private final OpenSearchConfig.Bulk limits;
  private final RequestSize size;
  private final Set<String> touched = new LinkedHashSet<>();
  private List<Action> pending = new ArrayList<>();
  private long pendingBytes;

  BulkRequests(Cluster cluster, Indices indices, OpenSearchConfig.Bulk limits) {
    this.cluster = cluster;
    this.indices = indices;
    this.limits = limits;
    this.size = indices.requestSize();
  }

  /**
   * @param what names the row when it is refused
   * @param head the line before the row
   * @param ignored a status that is as good as done
   */
  private record Action(String what, String index, byte[] head, byte[] row, int ignored) {
    int size() {
      return head.length + 1 + (row == null ? 0 : row.length + 1);
    }
  }

  /** Puts a row in its place; an older turn does not overwrite what a later one wrote. */
  void put(String what, String index, String id, long turn, byte[] row) {
    byte[] head =
        Json.bytes(
            Json.of(
                "index",
                Json.object()
                    .put("_index", index)
                    .put("_id", id)
                    .put("version", turn)
                    .put("version_type", "external_gte")));
    add(new Action(what, index, head, row, 409));
  }

  /** Changes fields of a row, if there is one. */
  void change(String what, String index, String id, JsonNode fields) {
    byte[] head =
        Json.bytes(
            Json.of(
                "update",
                Json.object().put("_index", index).put("_id", id).put("retry_on_conflict", 10)));
    add(new Action(what, index, head, Json.bytes(Json.of("doc", fields)), 404));
  }

  /** Takes a row away, if it is still the one that was seen. */
  void delete(JsonNode hit) {
    String index = hit.path("_index").asText();
    byte[] head =
        Json.bytes(
            Json.of(
                "delete",
                Json.object()
                    .put("_index", index)
                    .put("_id", hit.path("_id").asText())
                    .put("if_seq_no", hit.path("_seq_no").asLong())
                    .put("if_primary_term", hit.path("_primary_term").asLong())));
    add(new Action(hit.path("_id").asText(), index, head, null, 409));
  }

  private void add(Action action) {
    boolean full =
        pending.size() >= limits.actionsMax() || pendingBytes + action.size() > size.max();
    if (full && !pending.isEmpty()) {
      send();
    }
    pending.add(action);
    pendingBytes += action.size();
  }

  /** All rows are in when this returns, but searches need not see them yet. */
  void send() {
    List<Action> open = pending;
    pending = new ArrayList<>();
    pendingBytes = 0;
    long pause = limits.retryMin().toMillis();
    String why = null;
    for (int attempt = 0; attempt < limits.attemptsMax() && !open.isEmpty(); attempt++) {
      if (attempt > 0) {
        pause(pause);
        pause = Math.min(pause * 2, limits.retryMax().toMillis());
      }
      Attempt done = attempt(open);
      open = done.again();
      why = done.why();
    }
    if (!open.isEmpty()) {
      throw new StoreUnavailableException(
          "store: " + open.size() + " rows found no room in the cluster: " + why, null);
    }
  }

  private record Attempt(List<Action> again, String why) {}

  /** One try with all of them, in as many requests as the cluster takes. */
  private Attempt attempt(List<Action> actions) {
    List<Action> again = new ArrayList<>();
    String why = null;
    int from = 0;
    while (from < actions.size()) {
      int to = from + 1;
      long bytes = actions.get(from).size();
      while (to < actions.size() && bytes + actions.get(to).size() <= size.max()) {
        bytes += actions.get(to++).size();
      }
      Attempt part = request(actions.subList(from, to), bytes);
      again.addAll(part.again());
      why = part.why() == null ? why : part.why();
      from = to;
    }
    return new Attempt(again, why);
  }

  private Attempt request(List<Action> actions, long bytes) {
    Cluster.Answer answer;
    try {
      answer = cluster.ask("POST", "/_bulk", Map.of(), body(actions, bytes));
    } catch (StoreUnavailableException e) {
      return notAnswered(actions, bytes, e);
    }
    if (answer.status() == 413) {
      return tooLarge(actions, bytes, "status 413");
    }
    if (answer.status() >= 300) {
      throw new IllegalStateException("store: bulk refused: " + Cluster.reason(answer));
    }
    List<Action> again = new ArrayList<>();
    String why = null;
    int i = 0;
    for (JsonNode item : answer.body().path("items")) {
      Action action = actions.get(i++);
      JsonNode result = item.properties().iterator().next().getValue();
      int status = result.path("status").asInt();
      if (status < 300 || status == action.ignored()) {
        touched.add(action.index());
      } else {
        why = Cluster.reason(result.path("error"));
        refused(action, status, why);
        again.add(action);
      }
    }
    return new Attempt(again, why);
  }

  /**
   * A server that takes no request of this size may close the connection before it has read it, and
   * its answer is lost then. So when the cluster still answers otherwise, size is the likely cause.
   */
  private Attempt notAnswered(List<Action> actions, long bytes, StoreUnavailableException e) {
    if (bytes > RequestSize.TAKEN_BY_ALL && Cluster.connectionLost(e) && cluster.answers()) {
      return tooLarge(actions, bytes, e.getMessage());
    }
    return new Attempt(actions, e.getMessage());
  }

  private Attempt tooLarge(List<Action> actions, long bytes, String why) {
    if (actions.size() == 1) {
      throw new IllegalArgumentException(
          "store: "
              + actions.get(0).what()
              + " is larger than the cluster takes at once ("
              + bytes
              + " bytes): "
              + why);
    }
    size.tooLarge(bytes);
    return attempt(actions);
  }

  /** Returns when the row may be taken later. */
  private void refused(Action action, int status, String why) {
    if (status == 404) {
      indices.forget(action.index());
      throw new StoreUnavailableException(
          "store: index " + action.index() + " has gone: " + why, null);
    }
    if (status == 429 || status >= 500) {
      return;
    }
    if (status == 401 || status == 403) {
      throw new StoreUnavailableException(
          "store: the cluster takes no rows for " + action.index() + " now: " + why, null);
    }
    throw new IllegalArgumentException(
        "store: " + action.what() + " is refused by " + action.index() + ": " + why);
  }

  private static byte[] body(List<Action> actions, long bytes) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(Math.toIntExact(bytes));
    for (Action action : actions) {
      body.writeBytes(action.head());
      body.write('\n');
      if (action.row() != null) {
        body.writeBytes(action.row());
        body.write('\n');
      }
    }
    return body.toByteArray();
  }

  /** Sends what is left and lets searches see all of it. */
  void finish() {
    send();
    if (!touched.isEmpty()) {
      JsonNode done =
          cluster.get(
              "POST",
              "/" + String.join(",", touched) + "/_refresh",
              Map.of("ignore_unavailable", "true"),
              null);
      if (done.path("_shards").path("failed").asInt() > 0) {
        throw new StoreUnavailableException("store: not all shards can be refreshed now", null);
      }
    }
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("store: interrupted while it had no room", e);
    }
  }
}
