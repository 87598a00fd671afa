package io.eventmill.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import io.eventmill.store.EventFilter;
import io.eventmill.store.EventFilter.FieldIs;
import io.eventmill.store.FieldText;
import java.util.ArrayList;
import java.util.List;

/** A filter as a query. */
final class Filters {
  /** Events with a text too long for the index alone, that one question can name. */
  static final int LONG_TEXT_EVENTS_MAX = 10_000;

  private static final int PAGE = 200;

  private Filters() {}

  static ObjectNode query(Search search, EventFilter filter) {
    List<JsonNode> conditions = conditions(filter);
    String text = filter.text();
    if (text != null && SearchText.isShort(text)) {
      conditions.add(wildcard(text));
    } else if (text != null) {
      conditions.add(withLongText(search, filter));
    }
    return search.query(conditions);
  }

  private static List<JsonNode> conditions(EventFilter filter) {
    List<JsonNode> conditions = new ArrayList<>();
    if (!filter.sources().isEmpty()) {
      conditions.add(exact("source", filter.sources()));
    }
    if (!filter.types().isEmpty()) {
      conditions.add(exact("type", filter.types()));
    }
    if (filter.fromMicros() != null || filter.toMicros() != null) {
      conditions.add(Json.range("time_micros", filter.fromMicros(), filter.toMicros()));
    }
    for (FieldIs is : filter.where()) {
      conditions.add(is(is));
    }
    return conditions;
  }

  private static ObjectNode exact(String field, List<String> texts) {
    return Json.terms(field, texts.stream().map(Tokens::exact).toList());
  }

  private static ObjectNode is(FieldIs is) {
    String pointer = Tokens.checked(is.pointer());
    List<String> tokens = new ArrayList<>();
    tokens.add(Tokens.text(pointer, FieldText.ofString(is.value())));
    String number = FieldText.numberIn(is.value());
    if (number != null) {
      tokens.add(Tokens.number(pointer, number));
    }
    return Json.terms(Tokens.field(pointer), tokens);
  }

  private static ObjectNode wildcard(String text) {
    return Json.of(
        "wildcard", Json.of("words", Json.object().put("value", SearchText.pattern(text))));
  }

  /**
   * The index finds events that hold the text's parts; which hold it whole is looked up in them.
   */
  private static ObjectNode withLongText(Search search, EventFilter filter) {
    List<JsonNode> conditions = conditions(filter);
    SearchText.parts(filter.text()).forEach(part -> conditions.add(wildcard(part)));
    ArrayNode ids = Json.array();
    JsonNode after = null;
    while (true) {
      ObjectNode body = Json.object().put("size", PAGE).put("track_total_hits", false);
      body.set("query", search.query(conditions));
      body.set("sort", Search.sort("time_micros", true));
      if (after != null) {
        body.set("search_after", after);
      }
      JsonNode hits = search.ask(body).path("hits").path("hits");
      for (JsonNode hit : hits) {
        Event event = Rows.event(hit).event();
        if (SearchText.holds(EventFields.of(event).words(), filter.text())) {
          ids.add(event.origin().asId());
        }
      }
      if (ids.size() > LONG_TEXT_EVENTS_MAX) {
        throw new IllegalArgumentException(
            "more than "
                + LONG_TEXT_EVENTS_MAX
                + " events hold this text, which is longer than "
                + SearchText.OVERLAP
                + " characters; ask for a shorter text or a shorter time");
      }
      if (hits.size() < PAGE) {
        return Json.of("ids", Json.of("values", ids));
      }
      Event last = Rows.event(hits.get(PAGE - 1)).event();
      Origin origin = last.origin();
      after = Search.after(last.timeMicros(), origin);
    }
  }
}
