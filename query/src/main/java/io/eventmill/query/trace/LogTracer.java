package io.eventmill.query.trace;

import io.eventmill.event.Dropped;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.store.LedgerReader;
import io.eventmill.store.StoreUnavailableException;
import io.eventmill.store.StoredOutcome;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.LogProgress;
import io.eventmill.topics.LogScan;
import io.eventmill.topics.RawCopy;
import io.eventmill.topics.RawHeaders;
import io.eventmill.topics.TopicException;
import io.eventmill.topics.TopicPlace;
import io.eventmill.topics.TopicState;
import io.eventmill.topics.Topics;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Follows an event by its id: what the store has of it, what raw says of it, and where it is when
 * the store has nothing yet. Reads only; opens what it needs for each question.
 */
public final class LogTracer implements Tracer {
  private static final int OUTCOMES_MAX = 100;

  private final LedgerReader ledger;
  private final KafkaAddress kafka;
  private final Supplier<List<TracedSource>> newest;
  private final IntFunction<String> schemaTitle;
  private final int recordsMax;

  /**
   * @param newest asked at each question: routes come and go
   * @param schemaTitle subject and version of a schema's id; null when nobody knows it
   * @param recordsMax newest raw records that are searched for an id that the store does not know,
   *     and records of each route's topic that are searched for an event
   */
  public LogTracer(
      LedgerReader ledger,
      KafkaAddress kafka,
      Supplier<List<TracedSource>> newest,
      IntFunction<String> schemaTitle,
      int recordsMax) {
    this.ledger = ledger;
    this.kafka = kafka;
    this.schemaTitle = schemaTitle;
    this.recordsMax = recordsMax;
    this.newest = newest;
  }

  @Override
  public Trace trace(String id) {
    List<StoredOutcome> outcomes = ledger.outcomes(id, OUTCOMES_MAX);
    Map<String, TracedSource> sources = new LinkedHashMap<>();
    newest.get().forEach(s -> sources.put(s.name(), s));
    try (Topics topics = Topics.open(kafka);
        LogProgress progress = LogProgress.open(kafka)) {
      Map<String, TopicState> states =
          topics.find(sources.values().stream().map(TracedSource::raw).toList());
      Log log = new Log(sources, states, progress, new LogScan(kafka));
      if (outcomes.isEmpty()) {
        return searched(id, log);
      }
      List<Journey> journeys = new ArrayList<>();
      for (StoredOutcome outcome : outcomes) {
        journeys.add(journey(outcome, outcomes, log));
      }
      return new Trace(id, journeys, 0);
    } catch (TopicException e) {
      throw new StoreUnavailableException("the log cannot be asked: " + e.getMessage(), e);
    }
  }

  /** The log, as one question needs it. */
  private record Log(
      Map<String, TracedSource> sources,
      Map<String, TopicState> states,
      LogProgress progress,
      LogScan scan) {
    /** Empty when the record is gone, or the topic is another one now. */
    Optional<RawCopy> raw(TracedSource source, Origin origin) {
      TopicState topic = source == null ? null : states.get(source.raw());
      boolean same =
          topic != null
              && topic.id().getMostSignificantBits() == origin.topicIdHigh()
              && topic.id().getLeastSignificantBits() == origin.topicIdLow();
      return same
          ? scan.one(new TopicPlace(source.raw(), origin.partition()), origin.offset())
          : Optional.empty();
    }

    long processedTo(TracedSource source, int partition) {
      return source == null
          ? -1
          : progress.done(source.group(), source.raw()).getOrDefault(partition, -1L);
    }
  }

  private Journey journey(StoredOutcome stored, List<StoredOutcome> all, Log log) {
    TracedSource source = log.sources().get(stored.outcome().source());
    Origin origin = stored.outcome().origin();
    Optional<RawCopy> raw = log.raw(source, origin);
    List<Addition> additions = List.of();
    String schema = null;
    if (stored.outcome() instanceof Event event) {
      JsonObject now = parsed(event.json());
      additions = raw.map(r -> additions(parsed(r.value()), now, source)).orElse(List.of());
      schema = schema(now, source);
    } else if (stored.outcome() instanceof FailedEvent failed) {
      schema = failed.schema();
    }
    return new Journey(
        stored.outcome().source(),
        source == null ? null : source.raw(),
        origin,
        raw.map(RawCopy::headers).orElse(null),
        stored,
        log.processedTo(source, origin.partition()),
        schema,
        additions,
        stored.outcome() instanceof Event && source != null
            ? new RoutedSearch(log.scan(), recordsMax)
                .find(source.routes(), origin, stored.outcome().receivedMillis())
            : List.of(),
        stored.outcome() instanceof Dropped dropped && dropped.cause() == Dropped.Cause.DUPLICATE
            ? before(origin, all)
            : null);
  }

  private static Origin before(Origin duplicate, List<StoredOutcome> all) {
    return all.stream()
        .map(StoredOutcome::outcome)
        .filter(Event.class::isInstance)
        .map(io.eventmill.event.Outcome::origin)
        .filter(o -> o.sameTopic(duplicate) && o.partition() == duplicate.partition())
        .filter(o -> o.offset() < duplicate.offset())
        .reduce((first, last) -> last)
        .orElse(null);
  }

  private String schema(JsonObject event, TracedSource source) {
    Object id =
        source == null || source.schemaInto() == null || event == null
            ? null
            : event.getValue(source.schemaInto());
    if (!(id instanceof Integer number)) {
      return null;
    }
    String title = schemaTitle.apply(number);
    return title == null ? "id " + number : title;
  }

  private static List<Addition> additions(JsonObject was, JsonObject now, TracedSource source) {
    List<Addition> additions = new ArrayList<>();
    if (was == null || now == null) {
      return additions;
    }
    for (String field : now.fieldNames()) {
      boolean had = was.containsKey(field);
      if (!had || !Objects.equals(was.getValue(field), now.getValue(field))) {
        String by = field.equals(source.schemaInto()) ? "schema" : source.additions().get(field);
        additions.add(new Addition(field, by, Json.encode(now.getValue(field)), had));
      }
    }
    return additions;
  }

  private static JsonObject parsed(byte[] json) {
    try {
      return json == null ? null : new JsonObject(Buffer.buffer(json));
    } catch (DecodeException | ClassCastException e) {
      return null; // numbers or names that this reader does not take; the event itself is fine
    }
  }

  /** The newest records of every raw topic, an equal share of each partition. */
  private Trace searched(String id, Log log) {
    List<Journey> found = new ArrayList<>();
    long[] looked = {0};
    int partitions = log.states().values().stream().mapToInt(TopicState::partitions).sum();
    long share = Math.max(1, recordsMax / Math.max(1, partitions));
    for (TracedSource source : log.sources().values()) {
      TopicState topic = log.states().get(source.raw());
      for (int p = 0; topic != null && p < topic.partitions(); p++) {
        TopicPlace place = new TopicPlace(source.raw(), p);
        long end = log.progress().ends(List.of(place)).get(place);
        log.scan()
            .raw(
                place,
                Math.max(0, end - share),
                end,
                (offset, headers) -> {
                  looked[0]++;
                  if (id.equals(headers.id())) {
                    found.add(onItsWay(source, topic, place, offset, headers, log));
                  }
                  return found.size() < OUTCOMES_MAX;
                });
      }
    }
    return new Trace(id, found, looked[0]);
  }

  private static Journey onItsWay(
      TracedSource source,
      TopicState topic,
      TopicPlace place,
      long offset,
      RawHeaders headers,
      Log log) {
    Origin origin =
        new Origin(
            topic.id().getMostSignificantBits(),
            topic.id().getLeastSignificantBits(),
            place.partition(),
            offset);
    return new Journey(
        source.name(),
        source.raw(),
        origin,
        headers,
        null,
        log.processedTo(source, place.partition()),
        null,
        List.of(),
        List.of(),
        null);
  }
}
