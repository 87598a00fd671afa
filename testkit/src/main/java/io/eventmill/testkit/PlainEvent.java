package io.eventmill.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import io.eventmill.store.EventFilter;
import io.eventmill.store.FieldText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An event taken apart by another parser than ours, and the filter as a plain condition. */
public record PlainEvent(Event event, Map<String, Value> fields, List<String> words) {
  /** The order of events, oldest first. */
  public static final Comparator<PlainEvent> ORDER =
      Comparator.comparingLong((PlainEvent e) -> e.event().timeMicros())
          .thenComparing(e -> e.event().origin(), byOrigin());

  private static final JsonFactory JSON = new JsonFactory();

  /** A string, number or boolean; a number as it stands in the JSON. */
  public record Value(boolean number, String raw) {
    String text() {
      return number ? FieldText.ofNumber(raw) : FieldText.ofString(raw);
    }

    boolean is(String wanted) {
      if (!number) {
        return text().equals(wanted);
      }
      try {
        return new BigDecimal(raw).compareTo(new BigDecimal(wanted)) == 0;
      } catch (NumberFormatException e) { // what is wanted is not a number
        return false;
      }
    }
  }

  public static PlainEvent of(Event event) {
    PlainEvent plain = new PlainEvent(event, new HashMap<>(), new ArrayList<>());
    try (JsonParser parser = JSON.createParser(event.json())) {
      plain.read(parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return plain;
  }

  /** One open object or array; the name is that of the field being read. */
  private static final class Level {
    final boolean array;
    String name;

    Level(boolean array) {
      this.array = array;
    }
  }

  private void read(JsonParser parser) throws IOException {
    Deque<Level> levels = new ArrayDeque<>();
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      switch (token) {
        case FIELD_NAME -> {
          levels.getLast().name = parser.currentName();
          words.add(FieldText.ofString(parser.currentName()));
        }
        case START_OBJECT, START_ARRAY -> {
          remove(levels);
          levels.addLast(new Level(token == JsonToken.START_ARRAY));
        }
        case END_OBJECT, END_ARRAY -> levels.removeLast();
        case VALUE_NULL -> remove(levels);
        default -> put(levels, token, parser.getText());
      }
    }
  }

  private void put(Deque<Level> levels, JsonToken token, String raw) {
    Value value = new Value(token.isNumeric(), raw);
    words.add(value.text());
    if (levels.stream().noneMatch(l -> l.array)) {
      fields.put(pointer(levels), value);
    }
  }

  private void remove(Deque<Level> levels) {
    if (levels.stream().noneMatch(l -> l.array)) {
      fields.remove(pointer(levels));
    }
  }

  private static String pointer(Deque<Level> levels) {
    StringBuilder pointer = new StringBuilder();
    for (Level level : levels) {
      pointer.append('/').append(String.valueOf(level.name).replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }

  public boolean passes(EventFilter filter) {
    return (filter.sources().isEmpty() || filter.sources().contains(event.source()))
        && (filter.types().isEmpty() || filter.types().contains(event.type()))
        && (filter.fromMicros() == null || event.timeMicros() >= filter.fromMicros())
        && (filter.toMicros() == null || event.timeMicros() < filter.toMicros())
        && filter.where().stream().allMatch(this::has)
        && (filter.text() == null || words.stream().anyMatch(w -> contains(w, filter.text())));
  }

  private boolean has(EventFilter.FieldIs is) {
    Value value = fields.get(is.pointer());
    return value != null && value.is(is.value());
  }

  /** The text of a field, {@code type} or {@code source}; null when the event lacks it. */
  public String text(String field) {
    return switch (field) {
      case "type" -> event.type();
      case "source" -> event.source();
      default -> fields.containsKey(field) ? fields.get(field).text() : null;
    };
  }

  private static boolean contains(String word, String text) {
    return lower(word).contains(lower(text));
  }

  private static String lower(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().map(Character::toLowerCase).forEach(out::appendCodePoint);
    return out.toString();
  }

  private static Comparator<Origin> byOrigin() {
    return Comparator.comparingLong(Origin::topicIdHigh)
        .thenComparingLong(Origin::topicIdLow)
        .thenComparingInt(Origin::partition)
        .thenComparingLong(Origin::offset);
  }
}
