package io.eventmill.query;

import io.eventmill.query.http.Answer;
import io.eventmill.query.http.Media;
import io.eventmill.query.http.Params;
import io.eventmill.store.Cursor;
import io.eventmill.store.EventFilter;
import io.eventmill.store.EventQuery;
import java.util.ArrayList;
import java.util.List;

/** {@code GET /api/events}: the events themselves, page by page. */
final class EventsQuestion extends StoreQuestion {
  private static final int LIMIT_DEFAULT = 50;

  EventsQuestion(Store store) {
    super(store);
  }

  @Override
  public String path() {
    return "/api/events";
  }

  @Override
  public List<String> parameters() {
    return with(FilterParams.NAMES, "order", "limit", "cursor", "fields");
  }

  @Override
  public Answer ask(Params params, Media media) {
    EventFilter filter = filter(params);
    boolean oldestFirst =
        params.choice("order", "newest", List.of("newest", "oldest")).equals("oldest");
    Cursor after = cursor(params);
    List<String> columns = columns(params);
    if (media == Media.CSV) {
      int limit = params.number("limit", config().csvRowsMax(), config().csvRows());
      return new CsvEvents(pieces(new EventQuery(filter, limit, after, oldestFirst)), columns);
    }
    if (!columns.isEmpty()) {
      params.problem("fields", "chooses columns of CSV; send Accept: text/csv or format=csv.");
    }
    int limit =
        params.number("limit", Math.min(LIMIT_DEFAULT, config().pageMax()), config().page());
    return new JsonEvents(pieces(new EventQuery(filter, limit, after, oldestFirst)));
  }

  private EventPieces pieces(EventQuery query) {
    return new EventPieces(reader(), query, config().pieceBytes());
  }

  private static Cursor cursor(Params params) {
    String text = params.one("cursor");
    Cursor cursor = text == null ? null : EventCursor.parse(text);
    if (text != null && cursor == null) {
      params.problem(
          "cursor", "'" + text + "' is no cursor; take it from 'next' of the page before, whole.");
    }
    return cursor;
  }

  private List<String> columns(Params params) {
    List<String> columns = new ArrayList<>();
    for (String list : params.all("fields", config().filters())) {
      for (String name : list.split(",", -1)) {
        if (FieldName.pointer(name) == null) {
          params.problem("fields", "'" + name + "' names no field; " + FieldName.EXPECTED);
        } else if (columns.stream().anyMatch(c -> samePointer(c, name))) {
          params.problem("fields", "'" + name + "' is asked for twice.");
        } else {
          columns.add(name);
        }
      }
    }
    if (columns.size() > config().valuesMax()) {
      params.problem(
          "fields", "names " + columns.size() + " fields, " + config().values().atMost());
      return List.of();
    }
    return columns;
  }

  private static boolean samePointer(String a, String b) {
    return FieldName.pointer(a).equals(FieldName.pointer(b));
  }
}
