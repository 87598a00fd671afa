package io.eventmill.query;

import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Reason;
import io.eventmill.event.Sender;
import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonSyntaxException;
import io.eventmill.store.Cursor;
import io.eventmill.store.EventFilter;
import io.eventmill.store.EventFilter.FieldIs;
import io.eventmill.store.EventPage;
import io.eventmill.store.EventQuery;
import io.eventmill.store.EventReader;
import io.eventmill.store.FailedFilter;
import io.eventmill.store.FailedGroup;
import io.eventmill.store.FailedQuery;
import io.eventmill.store.FailedReader;
import io.eventmill.store.FieldText;
import io.eventmill.store.HistogramBucket;
import io.eventmill.store.HistogramQuery;
import io.eventmill.store.Replay;
import io.eventmill.store.StoredEvent;
import io.eventmill.store.StoredFailure;
import io.eventmill.store.TopQuery;
import io.eventmill.store.ValueCount;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A store as plain loops over a list: the read half, in memory, nothing clever. */
final class ListEventReader implements EventReader, FailedReader {
  static final Comparator<Cursor> ORDER =
      Comparator.comparingLong(Cursor::timeMicros)
          .thenComparingLong(c -> c.origin().topicIdHigh())
          .thenComparingLong(c -> c.origin().topicIdLow())
          .thenComparingInt(c -> c.origin().partition())
          .thenComparingLong(c -> c.origin().offset());

  private static final Comparator<StoredFailure> OLDEST =
      Comparator.comparingLong((StoredFailure f) -> f.failed().receivedMillis())
          .thenComparing(f -> new Cursor(0, f.failed().origin()), ORDER);

  final Queue<StoredEvent> events = new ConcurrentLinkedQueue<>();
  final Queue<StoredFailure> failures = new ConcurrentLinkedQueue<>();

  void add(Event event) {
    events.add(new StoredEvent(event, event.receivedMillis() + 1));
  }

  void add(FailedEvent failed) {
    failures.add(new StoredFailure(failed, failed.receivedMillis() + 1, null));
  }

  /** As if the failed event stood on raw again, at another offset. */
  void replay(Origin of, long offset) {
    StoredFailure failure = byOrigin(of);
    failures.remove(failure);
    Origin at = new Origin(of.topicIdHigh(), of.topicIdLow(), of.partition(), offset);
    failures.add(new StoredFailure(failure.failed(), failure.storedMillis(), new Replay(at, 1)));
  }

  @Override
  public EventPage find(EventQuery query) {
    Comparator<Cursor> order = query.oldestFirst() ? ORDER : ORDER.reversed();
    List<StoredEvent> all =
        matching(query.filter())
            .filter(e -> query.after() == null || order.compare(place(e), query.after()) > 0)
            .sorted((a, b) -> order.compare(place(a), place(b)))
            .limit(query.limit() + 1L)
            .toList();
    boolean more = all.size() > query.limit();
    List<StoredEvent> page = more ? all.subList(0, query.limit()) : all;
    return new EventPage(page, more ? place(page.get(page.size() - 1)) : null);
  }

  static Cursor place(StoredEvent stored) {
    return new Cursor(stored.event().timeMicros(), stored.event().origin());
  }

  @Override
  public long count(EventFilter filter) {
    return matching(filter).count();
  }

  @Override
  public List<HistogramBucket> histogram(HistogramQuery query) {
    record Key(long start, String value) {}
    Map<Key, Long> counts = new HashMap<>();
    matching(query.filter())
        .map(StoredEvent::event)
        .forEach(
            e -> {
              long start =
                  Math.floorDiv(e.timeMicros(), query.intervalMicros()) * query.intervalMicros();
              String value = query.by() == null ? null : value(e, query.by());
              counts.merge(new Key(start, value), 1L, Long::sum);
            });
    return counts.entrySet().stream()
        .map(c -> new HistogramBucket(c.getKey().start, c.getKey().value, c.getValue()))
        .sorted(Comparator.comparingLong(HistogramBucket::startMicros))
        .toList();
  }

  @Override
  public List<ValueCount> top(TopQuery query) {
    Map<String, Long> counts = new HashMap<>();
    matching(query.filter())
        .map(e -> value(e.event(), query.field()))
        .filter(v -> v != null)
        .forEach(v -> counts.merge(v, 1L, Long::sum));
    return counts.entrySet().stream()
        .map(c -> new ValueCount(c.getKey(), c.getValue()))
        .sorted(
            Comparator.comparingLong(ValueCount::count).reversed().thenComparing(ValueCount::value))
        .limit(query.limit())
        .toList();
  }

  @Override
  public StoredEvent byId(String id) {
    return events.stream()
        .filter(e -> e.event().id().equals(id))
        .min(Comparator.comparingLong(e -> e.event().receivedMillis()))
        .orElse(null);
  }

  @Override
  public List<String> fields(int limit) {
    Map<String, Long> counts = new HashMap<>();
    events.forEach(e -> names("", parsed(e.event()), counts));
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .limit(limit)
        .toList();
  }

  @Override
  public List<StoredFailure> find(FailedQuery query) {
    Comparator<StoredFailure> order = query.oldestFirst() ? OLDEST : OLDEST.reversed();
    return failures.stream()
        .filter(f -> passes(f, query.filter()))
        .filter(f -> query.after() == null || order.compare(f, at(query.after())) > 0)
        .sorted(order)
        .limit(query.limit())
        .toList();
  }

  @Override
  public long count(FailedFilter filter) {
    return failures.stream().filter(f -> passes(f, filter)).count();
  }

  @Override
  public List<FailedGroup> groups(FailedFilter filter, int limit) {
    return failures.stream()
        .filter(f -> passes(f, filter))
        .collect(
            Collectors.groupingBy(
                f -> Arrays.asList(f.failed().source(), f.failed().reason(), f.failed().schema())))
        .values()
        .stream()
        .map(ListEventReader::group)
        .sorted(
            Comparator.comparingLong(FailedGroup::count)
                .reversed()
                .thenComparing(FailedGroup::source)
                .thenComparing(g -> g.reason().name()))
        .limit(limit)
        .toList();
  }

  private static FailedGroup group(List<StoredFailure> all) {
    StoredFailure newest = Collections.max(all, OLDEST);
    StoredFailure oldest = Collections.min(all, OLDEST);
    FailedEvent failed = newest.failed();
    return new FailedGroup(
        failed.source(),
        failed.reason(),
        failed.schema(),
        all.size(),
        all.stream().filter(StoredFailure::isReplayed).count(),
        oldest.failed().receivedMillis(),
        failed.receivedMillis(),
        newest);
  }

  @Override
  public StoredFailure byOrigin(Origin origin) {
    return failures.stream()
        .filter(f -> f.failed().origin().equals(origin))
        .findFirst()
        .orElse(null);
  }

  private static boolean passes(StoredFailure stored, FailedFilter filter) {
    FailedEvent f = stored.failed();
    return (filter.id() == null || filter.id().equals(f.id()))
        && (filter.source() == null || filter.source().equals(f.source()))
        && (filter.reason() == null || filter.reason() == f.reason())
        && (filter.fromMillis() == null || f.receivedMillis() >= filter.fromMillis())
        && (filter.toMillis() == null || f.receivedMillis() < filter.toMillis())
        && (filter.replayed() == null || filter.replayed() == stored.isReplayed());
  }

  private static StoredFailure at(FailedQuery.After after) {
    FailedEvent place =
        new FailedEvent(
            after.origin(),
            "",
            "",
            "",
            Reason.EMPTY,
            "",
            null,
            null,
            after.receivedMillis(),
            1,
            Sender.UNKNOWN,
            new byte[0]);
    return new StoredFailure(place, 0, null);
  }

  private Stream<StoredEvent> matching(EventFilter filter) {
    return events.stream().filter(e -> matches(e.event(), filter));
  }

  private static JsonObject parsed(Event event) {
    return new JsonObject(Buffer.buffer(event.json()));
  }

  private static boolean matches(Event event, EventFilter filter) {
    return (filter.sources().isEmpty() || filter.sources().contains(event.source()))
        && (filter.types().isEmpty() || filter.types().contains(event.type()))
        && (filter.fromMicros() == null || event.timeMicros() >= filter.fromMicros())
        && (filter.toMicros() == null || event.timeMicros() < filter.toMicros())
        && (filter.text() == null || contains(parsed(event), lower(filter.text())))
        && filter.where().stream().allMatch(w -> holds(event, w));
  }

  private static boolean contains(Object json, String text) {
    if (json instanceof JsonObject object) {
      return object.fieldNames().stream().anyMatch(name -> lower(name).contains(text))
          || object.fieldNames().stream().anyMatch(n -> contains(object.getValue(n), text));
    }
    if (json instanceof JsonArray array) {
      return IntStream.range(0, array.size()).anyMatch(i -> contains(array.getValue(i), text));
    }
    if (json instanceof Number number) {
      return lower(FieldText.ofNumber(number.toString())).contains(text);
    }
    return json != null && lower(json.toString()).contains(text);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static boolean holds(Event event, FieldIs wanted) {
    JsonScanner scan = scan(event, wanted.pointer());
    String text = text(scan);
    return text != null
        && (text.equals(wanted.value())
            || (scan.kind(0) == JsonKind.NUMBER
                && text.equals(FieldText.numberIn(wanted.value()))));
  }

  private static String value(Event event, String field) {
    if (field.equals("type")) {
      return event.type();
    }
    if (field.equals("source")) {
      return event.source();
    }
    return text(scan(event, field));
  }

  private static String text(JsonScanner scan) {
    if (scan.kind(0) == JsonKind.NUMBER) {
      return FieldText.ofNumber(scan.text(0));
    }
    return scan.kind(0).isScalar() ? FieldText.ofString(scan.text(0)) : null;
  }

  private static JsonScanner scan(Event event, String pointer) {
    JsonScanner scan = new JsonScanner(JsonFields.of(pointer));
    try {
      scan.scan(event.json());
    } catch (JsonSyntaxException e) {
      throw new IllegalStateException(e);
    }
    return scan;
  }

  private static void names(String prefix, JsonObject object, Map<String, Long> counts) {
    for (String name : object.fieldNames()) {
      String pointer = prefix + "/" + name.replace("~", "~0").replace("/", "~1");
      if (object.getValue(name) instanceof JsonObject inner) {
        names(pointer, inner, counts);
      } else if (object.getValue(name) != null && !(object.getValue(name) instanceof JsonArray)) {
        counts.merge(pointer, 1L, Long::sum);
      }
    }
  }

  static Origin origin(int partition, long offset) {
    return new Origin(0x1234_5678_9abc_4defL, 0x8123_4567_89ab_cdefL, partition, offset);
  }
}
