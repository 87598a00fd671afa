package io.eventmill.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.event.ResultRow;
import io.eventmill.store.Batch;
import io.eventmill.store.EventFilter.FieldIs;
import io.eventmill.store.Position;
import io.eventmill.store.PositionsMovedException;
import io.eventmill.store.ResultCursor;
import io.eventmill.store.ResultPage;
import io.eventmill.store.ResultQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Results: the newest state of each row, found, paged and summed; compared with a plain loop. */
public interface ResultContract extends ResultStoreUnderTest {
  @Test
  default void theNewestStateOfARowHolds() {
    writeRows(List.of(count("a", 0, 1), count("b", 0, 5), count("a", 0, 2)));
    writeRows(List.of(count("a", 0, 7)));

    assertThat(json("a0")).isEqualTo(text(count("a", 0, 7)));
    assertThat(json("b0")).isEqualTo(text(count("b", 0, 5)));
    assertThat(resultStore().results().count("clicks", "v1")).isEqualTo(2);
    assertThat(resultStore().results().byId("clicks", "v1", "c0")).isNull();
    reopen();
    assertThat(json("a0")).isEqualTo(text(count("a", 0, 7)));
    assertThat(sum(Map.of("page", "a"), 0, 10)).isEqualTo(7);
  }

  /** Sent again after all about it was forgotten: it comes out late, and knows less. */
  @Test
  default void aConversionThatIsRepeatedMuchLaterDoesNotTakeThePlaceOfTheGoodRow() {
    ResultRow good = conversion("o1", 7, false, 2);
    writeRows(List.of(conversion("o1", 7, false, 0), good));
    writeRows(List.of(conversion("o1", 7, true, 0), conversion("o2", 8, true, 0)));
    assertThat(touches("o1")).isEqualTo(2);
    assertThat(touches("o2")).isZero();
    writeRows(List.of(good, conversion("o1", 7, true, 1), conversion("o1", 7, true, 0)));
    assertThat(touches("o1")).as("in one batch").isEqualTo(2);
    reopen();
    writeRows(List.of(conversion("o1", 7, true, 1)));
    assertThat(touches("o1")).isEqualTo(2);

    writeRows(List.of(conversion("o1", 7, true, 3), conversion("o2", 8, true, 1)));
    assertThat(touches("o1")).as("one that knows more does").isEqualTo(3);
    assertThat(touches("o2")).isEqualTo(1);
    writeRows(List.of(conversion("o1", 7, false, 1)));
    assertThat(touches("o1")).as("and one that is not late").isEqualTo(1);
    writeRows(List.of(conversion("o1", 9, true, 0)));
    assertThat(touches("o1")).as("and one of another time").isZero();
  }

  private static ResultRow conversion(String id, long time, boolean late, int touches) {
    String json = "{\"id\":\"%s\",\"late\":%b,\"touch_count\":%d}".formatted(id, late, touches);
    return ResultStoreUnderTest.row(id, time, json);
  }

  private int touches(String id) {
    String json = json(id).replace(" ", "");
    int at = json.indexOf("\"touch_count\":") + 14;
    return Integer.parseInt(json.substring(at, at + 1));
  }

  @Test
  default void rowsAndPositionsAreInTogether() {
    writeRows(List.of(count("a", 0, 1)));
    Map<Integer, Position> stands = resultStore().writer().positions(RESULT_TOPIC);
    Batch again =
        Batch.ofRows(
            RESULT_TOPIC,
            List.of(count("a", 0, 9)),
            Map.of(),
            Map.of(0, new Position(RESULT_TOPIC_ID, 9, null)));

    assertThatThrownBy(() -> resultStore().writer().write(again))
        .isInstanceOf(PositionsMovedException.class);

    assertThat(resultStore().writer().positions(RESULT_TOPIC)).isEqualTo(stands);
    assertThat(json("a0")).isEqualTo(text(count("a", 0, 1)));
    assertThat(sum(Map.of(), 0, 10)).isEqualTo(1);
    reopen();
    assertThat(resultStore().writer().positions(RESULT_TOPIC)).isEqualTo(stands);
  }

  @Test
  default void versionsAndResultsDoNotMix() {
    ResultRow other = count("a", 0, 3);
    writeRows(
        List.of(
            count("a", 0, 1),
            ResultStoreUnderTest.row("v2", "a0", 0, text(count("a", 0, 2))),
            new ResultRow("views", "v1", "a0", 0, other.json())));

    assertThat(sum(Map.of(), 0, 1)).isEqualTo(1);
    assertThat(resultStore().results().sum("clicks", "v2", Map.of(), 0, 1)).isEqualTo(2);
    assertThat(resultStore().results().sum("views", "v1", Map.of(), 0, 1)).isEqualTo(3);
    assertThat(resultStore().results().count("clicks", "v3")).isZero();
    assertThat(pages(query(List.of(), null, null, true), 10)).hasSize(1);
  }

  @Test
  default void anyIdAndAnyTextIsKept() {
    List<String> names =
        List.of("", " ", "'", "\"", "\\", "%_", "é", "\ud83d\ude00", "a\nb", "[\"x\",null]", "@");
    List<ResultRow> rows = new ArrayList<>();
    for (String name : names) {
      String quoted = io.eventmill.event.json.JsonStrings.quote(name);
      rows.add(
          ResultStoreUnderTest.row(name, 5, "{\"id\":" + quoted + ",\"page\":" + quoted + "}"));
    }
    writeRows(rows);

    for (ResultRow row : rows) {
      ResultRow found = resultStore().results().byId("clicks", "v1", row.id());
      assertThat(found).as("id '%s'", row.id()).isNotNull();
      assertThat(found.timeMicros()).isEqualTo(5);
      if (keepsBytes()) {
        assertThat(text(found)).isEqualTo(text(row));
      }
    }
    List<ResultRow> inOrder =
        rows.stream().sorted(Comparator.comparing(r -> new Bytes(r.id().getBytes(UTF_8)))).toList();
    assertThat(ids(pages(query(List.of(), null, null, true), 3))).isEqualTo(ids(inOrder));
  }

  @Test
  default void findsAndSumsWhatAPlainLoopDoes() {
    Random random = new Random(91);
    Map<String, ResultRow> all = new HashMap<>();
    Map<String, Long> counts = new HashMap<>();
    for (int batch = 0; batch < 20; batch++) {
      List<ResultRow> rows = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(60); i++) {
        ResultRow row = random(random, counts);
        rows.add(row);
        all.put(row.id(), row);
      }
      writeRows(rows);
    }
    check(random, all, counts);
    reopen();
    check(random, all, counts);
  }

  private void check(Random random, Map<String, ResultRow> all, Map<String, Long> counts) {
    for (int i = 0; i < 60; i++) {
      long from = time(random);
      long to = time(random);
      String page = "p" + random.nextInt(4);
      boolean oldest = random.nextBoolean();
      Comparator<ResultRow> order =
          Comparator.comparingLong(ResultRow::timeMicros).thenComparing(ResultRow::id);
      List<ResultRow> expected =
          all.values().stream()
              .filter(r -> r.timeMicros() >= from && r.timeMicros() < to)
              .filter(r -> text(r).contains("\"page\":\"" + page + "\""))
              .sorted(oldest ? order : order.reversed())
              .toList();
      assertThat(
              ids(
                  pages(
                      query(List.of(new FieldIs("/page", page)), from, to, oldest),
                      1 + random.nextInt(9))))
          .isEqualTo(ids(expected));
      assertThat(sum(Map.of("page", page), from, to))
          .isEqualTo(expected.stream().mapToLong(r -> counts.get(r.id())).sum());
      assertThat(sum(Map.of(), from, to))
          .isEqualTo(
              all.values().stream()
                  .filter(r -> r.timeMicros() >= from && r.timeMicros() < to)
                  .mapToLong(r -> counts.get(r.id()))
                  .sum());
    }
    assertThat(sum(Map.of("page", "p0", "more", "x"), Long.MIN_VALUE / 4, Long.MAX_VALUE / 4))
        .isZero();
    assertThat(resultStore().results().count("clicks", "v1")).isEqualTo(all.size());
  }

  private static ResultRow random(Random random, Map<String, Long> counts) {
    long time = time(random);
    String page = "p" + random.nextInt(4);
    boolean late = random.nextInt(10) == 0;
    String id = time + page + (late ? "@" + random.nextInt(3) : "");
    long count = random.nextInt(1_000);
    counts.put(id, count);
    return ResultStoreUnderTest.row(
        id,
        time,
        "{\"id\":\"%s\",\"window_start_time\":%d,\"page\":\"%s\",\"count\":%d%s}"
            .formatted(id, time / 1_000_000, page, count, late ? ",\"late\":true" : ""));
  }

  /** Some days, before 1970 too, many windows, each met again and again; the ends at any moment. */
  private static long time(Random random) {
    return (random.nextInt(60) - 20) * 3_600_000_000L * 3 + random.nextInt(2);
  }

  private static ResultRow count(String page, long time, int count) {
    return ResultStoreUnderTest.row(
        page + time,
        time,
        "{\"id\":\"%s\",\"window_start_time\":%d,\"page\":\"%s\",\"count\":%d}"
            .formatted(page + time, time, page, count));
  }

  private long sum(Map<String, String> group, long from, long to) {
    return resultStore().results().sum("clicks", "v1", group, from, to);
  }

  private String json(String id) {
    return text(resultStore().results().byId("clicks", "v1", id));
  }

  private static String text(ResultRow row) {
    return new String(row.json(), UTF_8);
  }

  private static List<String> ids(List<ResultRow> rows) {
    return rows.stream().map(ResultRow::id).toList();
  }

  private static ResultQuery query(List<FieldIs> where, Long from, Long to, boolean oldestFirst) {
    return new ResultQuery("clicks", "v1", from, to, where, 1, null, oldestFirst);
  }

  private List<ResultRow> pages(ResultQuery query, int size) {
    List<ResultRow> found = new ArrayList<>();
    ResultCursor after = null;
    do {
      ResultPage page =
          resultStore()
              .results()
              .find(
                  new ResultQuery(
                      query.result(),
                      query.version(),
                      query.fromMicros(),
                      query.toMicros(),
                      query.where(),
                      size,
                      after,
                      query.oldestFirst()));
      found.addAll(page.rows());
      after = page.next();
    } while (after != null);
    return found;
  }

  /** UTF-8 in the order of its code points. */
  record Bytes(byte[] utf8) implements Comparable<Bytes> {
    @Override
    public int compareTo(Bytes other) {
      return java.util.Arrays.compareUnsigned(utf8, other.utf8);
    }
  }
}
