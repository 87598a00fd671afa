package io.eventmill.store;

import io.eventmill.event.Event;
import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonSyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Groups by reading every event: for stores that have no better way. Holds as many groups as the
 * question asks for, and no more.
 */
final class PlainGroups {
  private static final int PAGE = 2_000;

  /** Nulls first, else by code points, one field after the other. */
  private static final Comparator<List<String>> ORDER =
      (a, b) -> {
        for (int i = 0; i < a.size(); i++) {
          int order = Comparator.nullsFirst(PlainGroups::codePoints).compare(a.get(i), b.get(i));
          if (order != 0) {
            return order;
          }
        }
        return 0;
      };

  private PlainGroups() {}

  private static int codePoints(String a, String b) {
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) { // surrogates stand for what comes after all other characters
        boolean above = Character.isSurrogate(x);
        return above == Character.isSurrogate(y) ? x - y : above ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }

  static List<GroupCount> of(EventReader reader, GroupQuery query) {
    List<String> pointers =
        query.fields().stream().filter(f -> f.startsWith("/")).distinct().toList();
    JsonScanner scanner = new JsonScanner(JsonFields.of(pointers));
    TreeMap<List<String>, Long> groups = new TreeMap<>(ORDER);
    Cursor after = null;
    do {
      EventPage page = reader.find(new EventQuery(query.filter(), PAGE, after, true));
      for (StoredEvent stored : page.events()) {
        groups.merge(values(query, scanner, pointers, stored.event()), 1L, Long::sum);
        if (groups.size() > query.limit()) {
          groups.pollLastEntry(); // if it comes again, it is beyond the limit again
        }
      }
      after = page.next();
    } while (after != null);
    List<GroupCount> counts = new ArrayList<>();
    for (Map.Entry<List<String>, Long> group : groups.entrySet()) {
      counts.add(new GroupCount(group.getKey(), group.getValue()));
    }
    return counts;
  }

  private static List<String> values(
      GroupQuery query, JsonScanner scanner, List<String> pointers, Event event) {
    try {
      scanner.scan(event.json());
    } catch (JsonSyntaxException e) {
      throw new IllegalStateException("the stored event " + event.id() + " is not JSON", e);
    }
    List<String> values = new ArrayList<>();
    for (String field : query.fields()) {
      values.add(
          switch (field) {
            case "type" -> event.type();
            case "source" -> event.source();
            default -> text(scanner, pointers.indexOf(field));
          });
    }
    return values;
  }

  private static String text(JsonScanner scanner, int field) {
    JsonKind kind = scanner.kind(field);
    return switch (kind) {
      case STRING -> FieldText.ofString(scanner.text(field));
      case NUMBER -> FieldText.ofNumber(scanner.text(field));
      case TRUE, FALSE -> scanner.text(field);
      default -> null;
    };
  }
}
