package io.eventmill.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.event.Origin;
import io.eventmill.store.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How far the store is: what every question begins with. A row belongs to a turn; it counts once
 * its turn is over.
 *
 * @param turn the last one that was begun
 * @param open those that were begun and did not end, perhaps because their writer died
 * @param positions by topic and partition
 * @param keptSince by source: the first minute of acceptance that is still kept
 */
record State(
    long turn,
    List<Turn> open,
    Map<String, Map<Integer, Position>> positions,
    Map<String, Long> keptSince) {
  static final State EMPTY = new State(0, List.of(), Map.of(), Map.of());

  State {
    open = List.copyOf(open);
    positions = Map.copyOf(positions);
    keptSince = Map.copyOf(keptSince);
  }

  /**
   * One batch on its way.
   *
   * @param positions that hold when it is in
   */
  record Turn(long number, String topic, Map<Integer, Position> positions) {
    /** Whether others have written since all that it was to write. */
    boolean isOvertaken(Map<Integer, Position> by) {
      return positions.entrySet().stream()
          .allMatch(
              e -> {
                Position now = by.get(e.getKey());
                return now != null
                    && (!now.topicId().equals(e.getValue().topicId())
                        || now.nextOffset() >= e.getValue().nextOffset());
              });
    }
  }

  Map<Integer, Position> of(String topic) {
    return positions.getOrDefault(topic, Map.of());
  }

  State begin(Turn turn) {
    List<Turn> more = new ArrayList<>(open);
    more.add(turn);
    return new State(turn.number(), more, positions, keptSince);
  }

  boolean isOpen(long number) {
    return open.stream().anyMatch(t -> t.number() == number);
  }

  /** The turn is over: its rows count, its positions hold. */
  State end(Turn turn) {
    Map<Integer, Position> moved = new HashMap<>(of(turn.topic()));
    moved.putAll(turn.positions());
    Map<String, Map<Integer, Position>> all = new HashMap<>(positions);
    all.put(turn.topic(), moved);
    return new State(this.turn, without(List.of(turn.number())), all, keptSince);
  }

  State forget(List<Long> turns) {
    return new State(turn, without(turns), positions, keptSince);
  }

  /** What of a source was received before this minute is told no more; only ever moves forward. */
  State keep(String source, long sinceMinute) {
    Map<String, Long> since = new HashMap<>(keptSince);
    since.merge(source, sinceMinute, Math::max);
    return new State(turn, open, positions, since);
  }

  private List<Turn> without(List<Long> turns) {
    return open.stream().filter(t -> !turns.contains(t.number())).toList();
  }

  /** Turns that did not end, and whose rows were all written again in later ones. */
  List<Long> overtaken() {
    return open.stream().filter(t -> t.isOvertaken(of(t.topic()))).map(Turn::number).toList();
  }

  JsonNode toJson() {
    ObjectNode json = Json.object().put("turn", turn);
    ArrayNode turns = json.putArray("open");
    for (Turn t : open) {
      ObjectNode one = Json.object().put("turn", t.number()).put("topic", t.topic());
      turns.add(one.set("positions", toJson(t.positions())));
    }
    ObjectNode topics = json.putObject("positions");
    positions.forEach((topic, of) -> topics.set(topic, toJson(of)));
    ObjectNode since = json.putObject("kept_since");
    keptSince.forEach(since::put);
    return json;
  }

  private static ObjectNode toJson(Map<Integer, Position> positions) {
    ObjectNode json = Json.object();
    positions.forEach(
        (partition, position) -> {
          ObjectNode one = json.putObject(partition.toString());
          one.put("topic", position.topicId().toString()).put("next", position.nextOffset());
          Origin highest = position.highestOrigin();
          if (highest != null) {
            one.put("origin", highest.asId());
          }
        });
    return json;
  }

  static State fromJson(JsonNode json) {
    List<Turn> open = new ArrayList<>();
    for (JsonNode t : json.path("open")) {
      open.add(
          new Turn(
              t.path("turn").asLong(), t.path("topic").asText(), positions(t.path("positions"))));
    }
    Map<String, Map<Integer, Position>> positions = new HashMap<>();
    json.path("positions")
        .properties()
        .forEach(topic -> positions.put(topic.getKey(), positions(topic.getValue())));
    Map<String, Long> since = new HashMap<>();
    json.path("kept_since")
        .properties()
        .forEach(kept -> since.put(kept.getKey(), kept.getValue().asLong()));
    return new State(json.path("turn").asLong(), open, positions, since);
  }

  private static Map<Integer, Position> positions(JsonNode json) {
    Map<Integer, Position> positions = new HashMap<>();
    json.properties()
        .forEach(
            partition -> {
              JsonNode one = partition.getValue();
              Origin highest = one.has("origin") ? Origin.parse(one.path("origin").asText()) : null;
              Position position =
                  new Position(
                      UUID.fromString(one.path("topic").asText()),
                      one.path("next").asLong(),
                      highest);
              positions.put(Integer.valueOf(partition.getKey()), position);
            });
    return positions;
  }
}
