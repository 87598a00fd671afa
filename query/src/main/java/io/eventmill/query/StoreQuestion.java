package io.eventmill.query;

import io.eventmill.query.http.Params;
import io.eventmill.query.http.Question;
import io.eventmill.store.EventFilter;
import io.eventmill.store.EventReader;
import io.eventmill.store.FailedReader;
import io.eventmill.store.LedgerReader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A question to the store. */
abstract class StoreQuestion implements Question {
  private final Store store;
  private final FilterParams filters;

  StoreQuestion(Store store) {
    this.store = store;
    this.filters = new FilterParams(store.clock(), store.config().filters());
  }

  final EventReader reader() {
    return store.reader();
  }

  final FailedReader failures() {
    return store.failures();
  }

  final LedgerReader ledger() {
    return store.ledger();
  }

  final EventCounts counts() {
    return store.counts();
  }

  final QueryConfig config() {
    return store.config();
  }

  final Clock clock() {
    return store.clock();
  }

  final EventFilter filter(Params params) {
    return filters.read(params);
  }

  static List<String> with(List<String> names, String... more) {
    List<String> all = new ArrayList<>(names);
    all.addAll(List.of(more));
    return List.copyOf(all);
  }

  /**
   * The field a parameter names: {@code type}, {@code source} or a JSON pointer; null if absent.
   */
  static String field(Params params, String name) {
    String text = params.one(name);
    if (text == null || text.equals("type") || text.equals("source")) {
      return text;
    }
    String pointer = FieldName.pointer(text);
    if (pointer == null) {
      params.problem(name, "'" + text + "' names no field; " + FieldName.EXPECTED);
    }
    return pointer;
  }
}
