package io.eventmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.event.Event;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.store.EventFilter;
import io.eventmill.store.TopQuery;
import io.eventmill.store.ValueCount;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every field of an event can be asked for, whatever it is called and whatever it holds. */
interface AnyFieldContract extends StoreUnderTest {
  List<String> NAMES =
      List.of(
          "a.b",
          "a\"b",
          "it's",
          "a/b",
          "a~b",
          "a b",
          " ",
          "Foo",
          "foo",
          "FOO",
          "id",
          "TIME",
          "rowid",
          "select",
          "x; DROP TABLE events; --",
          "日本語",
          "ß",
          "SS",
          "tab\tnewline\n",
          "nul\0",
          "n".repeat(280),
          "n".repeat(279) + "m",
          "0",
          "-1",
          "$",
          "*",
          "[0]");

  @Test
  default void findsAFieldOfAnyName() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      String name = JsonStrings.quote(NAMES.get(i));
      String json =
          "{" + name + ":\"top " + i + "\",\"in\":{" + name + ":\"nested " + i + "\"},\"n\":1}";
      events.add(SampleEvents.withJson(json, i));
    }
    write(events.subList(0, 10));
    write(events.subList(10, events.size()));

    for (int i = 0; i < NAMES.size(); i++) {
      String name = NAMES.get(i).replace("~", "~0").replace("/", "~1");
      assertThat(offset(StoreUnderTest.where("/" + name, "top " + i))).isEqualTo(i);
      assertThat(offset(StoreUnderTest.where("/in/" + name, "nested " + i))).isEqualTo(i);
      assertThat(store().reader().top(new TopQuery(EventFilter.ALL, "/" + name, 5)))
          .containsExactly(new ValueCount("top " + i, 1));
    }
  }

  private long offset(EventFilter filter) {
    assertThat(store().reader().count(filter)).as("%s", filter).isEqualTo(1);
    return findAll(filter, 5, false).get(0).event().origin().offset();
  }

  @Test
  default void findsEventsOfAnyType() {
    List<String> types =
        List.of(
            "Link-Clicked X", "link-clicked x", "a \"b\" 'c'", "'; DELETE FROM events; --", " ");
    List<Event> events = new ArrayList<>();
    for (String type : types) {
      Event e = SampleEvents.withJson("{}", events.size());
      events.add(
          new Event(e.origin(), e.id(), type, type, e.timeMicros(), e.receivedMillis(), e.json()));
    }
    write(events);

    for (int i = 0; i < types.size(); i++) {
      assertThat(offset(StoreUnderTest.type(types.get(i)))).isEqualTo(i);
    }
    assertThat(store().reader().count(StoreUnderTest.type("LINK-CLICKED X"))).isZero();
  }

  @Test
  default void aFieldMayChangeItsTypeOverTime() {
    List<String> values =
        List.of(
            "1",
            "\"1\"",
            "1.5",
            "true",
            "9007199254740993",
            "\"true\"",
            "1e400",
            "2",
            "null",
            "{}",
            "[1]",
            "\"\"",
            "12345678901234567890",
            "0.1",
            "9007199254740993.5",
            "false",
            "1.0");
    List<String> one = List.of("1", "1.0", "1");
    for (int i = 0; i < values.size(); i++) { // a batch of its own for each
      write(List.of(SampleEvents.withJson("{\"v\":" + values.get(i) + "}", i)));
    }
    reopen();

    assertThat(count("1")).isEqualTo(3); // 1, "1" and 1.0
    assertThat(count("1.0")).isEqualTo(2); // 1 and 1.0
    assertThat(count("1e0")).isEqualTo(2);
    assertThat(count("1.5")).isEqualTo(1);
    assertThat(count("true")).isEqualTo(2);
    assertThat(count("false")).isEqualTo(1);
    assertThat(count("9007199254740993")).isEqualTo(1);
    assertThat(count("9007199254740992")).isZero();
    assertThat(count("9007199254740993.5")).isEqualTo(1);
    assertThat(count("12345678901234567890")).isEqualTo(1);
    assertThat(count("12345678901234567891")).isZero();
    assertThat(count("1e400")).isEqualTo(1);
    assertThat(count("")).isEqualTo(1);
    assertThat(count("null")).isZero();
    assertThat(store().reader().top(new TopQuery(EventFilter.ALL, "/v", 3)))
        .containsExactly(
            new ValueCount(one.get(0), 3), new ValueCount("true", 2), new ValueCount("", 1));
  }

  private long count(String value) {
    return store().reader().count(StoreUnderTest.where("/v", value));
  }

  @Test
  default void theLastOfTwoFieldsOfOneNameCounts() {
    write(
        List.of(
            SampleEvents.withJson("{\"v\":\"first\",\"v\":\"last\"}", 0),
            SampleEvents.withJson("{\"v\":\"first\",\"v\":null}", 1),
            SampleEvents.withJson("{\"v\":{\"w\":1},\"v\":\"last\"}", 2),
            SampleEvents.withJson("{\"v\":null,\"v\":3}", 3)));

    assertThat(count("first")).isZero();
    assertThat(count("last")).isEqualTo(2);
    assertThat(count("3")).isEqualTo(1);
    assertThat(store().reader().count(StoreUnderTest.text("first"))).isEqualTo(2);
  }

  @Test
  default void takesEventsOf2000FieldsAndFindsEachOfThem() {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < 2_000; i++) {
      json.append(i == 0 ? "" : ",").append("\"field").append(i).append("\":");
      json.append(i % 2 == 0 ? "" + i : "\"v" + i + "\"");
    }
    String wide = json.append('}').toString();
    write(List.of(SampleEvents.withJson(wide, 0), SampleEvents.withJson("{\"other\":7}", 1)));
    write(List.of(SampleEvents.withJson(wide, 2), SampleEvents.withJson("{\"later\":\"x\"}", 3)));

    for (int i : List.of(0, 1, 199, 200, 201, 998, 1_999)) {
      String value = i % 2 == 0 ? "" + i : "v" + i;
      assertThat(store().reader().count(StoreUnderTest.where("/field" + i, value))).isEqualTo(2);
      assertThat(store().reader().top(new TopQuery(EventFilter.ALL, "/field" + i, 5)))
          .containsExactly(new ValueCount(value, 2));
      assertThat(store().reader().count(StoreUnderTest.text("FIELD" + i + ""))).isPositive();
    }
    assertThat(offset(StoreUnderTest.where("/other", "7"))).isEqualTo(1);
    assertThat(offset(StoreUnderTest.where("/later", "x"))).isEqualTo(3);
    assertThat(store().reader().count(StoreUnderTest.text("v1999"))).isEqualTo(2);
    assertThat(store().reader().fields(10)).hasSize(10);
  }

  @Test
  default void takesNamesAndValuesLongerThanAnyoneNeeds() {
    String name = "n".repeat(5_000);
    String value = "v".repeat(500_000);
    write(List.of(SampleEvents.withJson("{\"" + name + "\":\"x\",\"v\":\"" + value + "\"}", 0)));

    assertThat(offset(StoreUnderTest.where("/" + name, "x"))).isZero();
    assertThat(count(value)).isEqualTo(1);
    assertThat(store().reader().count(StoreUnderTest.text(name))).isEqualTo(1);
    assertThat(store().reader().count(StoreUnderTest.text(name + "n"))).isZero();
  }

  @Test
  default void searchesNamesAndValuesAndNotThePunctuation() {
    write(
        List.of(
            SampleEvents.withJson("{\"Title\":\"Straße 100% a_b c\\\\d it's \\\"q\\\"\"}", 0),
            SampleEvents.withJson("{\"n\":12.50,\"ok\":true,\"list\":[\"Deep\",{\"Inner\":7}]}", 1),
            SampleEvents.withJson(
                "{\"empty\":{},\"nothing\":null,\"caf\\u00e9\":\"\\u00C9T\"}", 2)));

    assertText("TITLE", 0);
    assertText("straße", 0);
    assertText("100%", 0);
    assertText("%", 0);
    assertText("a_b", 0);
    assertText("_", 0);
    assertText("c\\d", 0);
    assertText("'", 0);
    assertText("\"q\"", 0);
    assertText("12.5", 1);
    assertText("TRUE", 1);
    assertText("deep", 1);
    assertText("inner", 1);
    assertText("list", 1);
    assertText("Empty", 2);
    assertText("nothing", 2);
    assertText("CAFÉ", 2);
    assertText("ét", 2);
    for (String absent : List.of("12.50", ":", "{", "[", "\",\"", "deepinner", "null")) {
      assertThat(store().reader().count(StoreUnderTest.text(absent))).as(absent).isZero();
    }
    assertThat(store().reader().count(StoreUnderTest.text("e"))).isEqualTo(3);
    assertThatThrownBy(() -> StoreUnderTest.text("\0"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void assertText(String text, long offset) {
    assertThat(offset(StoreUnderTest.text(text))).as(text).isEqualTo(offset);
  }
}
