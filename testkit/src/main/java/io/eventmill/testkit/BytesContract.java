package io.eventmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Reason;
import io.eventmill.event.Sender;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.store.EventFilter;
import io.eventmill.store.FailedFilter;
import io.eventmill.store.FailedQuery;
import io.eventmill.store.StoredEvent;
import io.eventmill.store.StoredFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What went in comes out: every event as it was, to the byte. */
interface BytesContract extends StoreUnderTest {
  List<String> ODD =
      List.of(
          "{}",
          " \t\r\n{ \"a\" :\n1 } \r\n",
          "{\"a\":1.0,\"b\":1e0,\"c\":-0,\"d\":1E+400,\"e\":0.10}",
          "{\"a\":\"\\u0041\\/\\b\\u00e9\\ud83d\\ude00\",\"\\u0062\":2}",
          "{\"lone\":\"\\ud83d\",\"\\udc00\":\"\\udfff x\"}",
          "{\"nul\":\"a\\u0000b\",\"\\u0000\":1}",
          "{\"a\":1,\"a\":\"2\",\"a\":null,\"b\":{\"c\":1},\"b\":{\"d\":2},\"b\":3}",
          "{\"\":1,\" \":2,\"/\":3,\"~\":4,\"a/b\":5,\"a~1b\":6}",
          "{\"a\":[],\"b\":{},\"c\":[[{}],{\"d\":[null]}],\"e\":null}",
          "{\"\u00df\":\"\u0130\u0131\u1e9e\u03a3\u03c2\",\"\ud83d\ude00\":\"\u202e\ufeff\u0301\"}",
          "{\"rowid\":1,\"id\":2,\"json\":3,\"_words\":4,\"_rest\":true,\"time\":\"x\"}");

  @Test
  default void givesBackEveryEventByteForByte() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < ODD.size(); i++) {
      events.add(SampleEvents.withJson(ODD.get(i), i));
    }
    events.addAll(shifted(SampleEvents.mixed(300, 31), 100));
    events.addAll(shifted(SampleEvents.web(300, 31), 1_000));

    write(events);

    assertSame(events);
    for (int i = 0; i < events.size(); i += 40) {
      assertEqual(store().reader().byId(events.get(i).id()).event(), events.get(i));
    }
  }

  private static List<Event> shifted(List<Event> events, long by) {
    return events.stream()
        .map(
            e ->
                new Event(
                    SampleEvents.origin(e.origin().offset() + by),
                    e.id(),
                    e.source(),
                    e.type(),
                    e.timeMicros(),
                    e.receivedMillis(),
                    e.json()))
        .toList();
  }

  private void assertSame(List<Event> events) {
    List<StoredEvent> found = findAll(EventFilter.ALL, 250, true);
    assertThat(found).hasSameSizeAs(events);
    for (StoredEvent stored : found) {
      long offset = stored.event().origin().offset();
      Event event =
          events.stream().filter(e -> e.origin().offset() == offset).findFirst().orElseThrow();
      assertEqual(stored.event(), event);
    }
  }

  private static void assertEqual(Event found, Event event) {
    assertThat(new String(found.json(), StandardCharsets.UTF_8))
        .isEqualTo(new String(event.json(), StandardCharsets.UTF_8));
    assertThat(found).usingRecursiveComparison().isEqualTo(event);
  }

  @Test
  default void givesBackTheBigListOfNaughtyStrings() throws IOException {
    List<Event> events = new ArrayList<>();
    List<String> strings = naughtyStrings();
    for (String naughty : strings) {
      String quoted = JsonStrings.quote(naughty);
      int i = events.size();
      String json = "{" + quoted + ":1,\"value\":" + quoted + ",\"a\":{\"b\":" + quoted + "}}";
      String kind = naughty.isEmpty() ? "empty" : naughty;
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      events.add(new Event(SampleEvents.origin(i), kind, kind, kind, i, i, bytes));
    }
    write(events);

    assertSame(events);
    for (String naughty : strings) {
      assertThat(store().reader().count(StoreUnderTest.where("/value", naughty)))
          .as(naughty)
          .isEqualTo(strings.stream().filter(naughty::equals).count());
      if (!naughty.isEmpty()) {
        assertThat(store().reader().count(StoreUnderTest.type(naughty)))
            .isEqualTo(events.stream().filter(e -> e.type().equals(naughty)).count());
      }
    }
  }

  private static List<String> naughtyStrings() throws IOException {
    List<String> strings = new ArrayList<>();
    try (JsonParser parser =
        new JsonFactory().createParser(SharedData.path("blns/blns.json").toFile())) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          strings.add(parser.getText());
        }
      }
    }
    return strings;
  }

  @Test
  default void keepsFailedEventsWithTheirBytes() {
    List<FailedEvent> failed = new ArrayList<>();
    Random random = new Random(32);
    for (int i = 0; i < Reason.values().length * 2; i++) {
      byte[] body = new byte[i == 0 ? 0 : random.nextInt(2_000)];
      random.nextBytes(body);
      failed.add(
          new FailedEvent(
              SampleEvents.origin(i),
              "id-" + i,
              "web 'é'",
              "process",
              Reason.values()[i % Reason.values().length],
              "Found \"x\" \\ % at 3.",
              i % 2 == 0 ? null : "/a~1b/\"c\"",
              i % 3 == 0 ? null : "web-event:" + i,
              1_000_000 + i / 2,
              1 + i % 3,
              i % 2 == 0 ? Sender.UNKNOWN : new Sender(body, new byte[] {'1', (byte) i}, body),
              body));
    }
    writeFailed(failed.subList(0, 5));
    writeFailed(failed.subList(5, failed.size()));
    reopen();

    assertThat(store().failures().count(FailedFilter.ALL)).isEqualTo(failed.size());
    List<StoredFailure> found =
        store().failures().find(new FailedQuery(FailedFilter.ALL, false, null, 1_000));
    List<FailedEvent> newestFirst = new ArrayList<>(failed);
    java.util.Collections.reverse(newestFirst);
    assertThat(found.stream().map(StoredFailure::failed).toList())
        .usingRecursiveComparison()
        .isEqualTo(newestFirst);
    assertThat(store().reader().count(EventFilter.ALL)).isZero();
  }
}
