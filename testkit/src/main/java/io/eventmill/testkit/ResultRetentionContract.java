package io.eventmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.ResultRow;
import io.eventmill.store.Purged;
import io.eventmill.store.ResultQuery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Old rows of a result go, in steps; what is left is found, counted and summed up. */
public interface ResultRetentionContract extends ResultStoreUnderTest {
  long WINDOW_MICROS = 3_600_000_000L;

  private static ResultRow window(String result, String version, int hour, String group, int n) {
    String json =
        "{\"id\":\"%s-%d\",\"page\":\"%s\",\"window_start_time\":%d,\"count\":%d}"
            .formatted(group, hour, group, hour * 3_600, n);
    return new ResultRow(
        result,
        version,
        group + "-" + hour,
        hour * WINDOW_MICROS,
        json.getBytes(StandardCharsets.UTF_8));
  }

  private long removeAll(String result, long before, int rowsMax) {
    long rows = 0;
    Purged step;
    do {
      step = resultStore().purger().results(result, before, rowsMax);
      rows += step.rows();
      assertThat(step.rows()).isLessThanOrEqualTo(rowsMax);
    } while (!step.done());
    return rows;
  }

  @Test
  default void oldRowsOfAResultGoOfAllItsVersionsAndOfNoOther() {
    Random random = new Random(71);
    List<ResultRow> rows = new ArrayList<>();
    long newer = 0;
    long ofA = 0;
    for (int hour = 0; hour < 100; hour++) {
      for (String group : List.of("a", "b")) {
        int n = 1 + random.nextInt(9);
        rows.add(window("clicks", "v1", hour, group, n));
        rows.add(window("clicks", "v2", hour, group, 1));
        rows.add(window("views", "v1", hour, group, 1));
        newer += hour < 60 ? 0 : n;
        ofA += hour < 60 || !group.equals("a") ? 0 : n;
      }
    }
    writeRows(rows);

    long removed = removeAll("clicks", 60 * WINDOW_MICROS, 33);

    assertThat(removed).isEqualTo(240);
    for (int look = 0; look < 2; look++) {
      var results = resultStore().results();
      assertThat(results.count("clicks", "v1")).isEqualTo(80);
      assertThat(results.count("clicks", "v2")).isEqualTo(80);
      assertThat(results.count("views", "v1")).isEqualTo(200);
      assertThat(results.sum("clicks", "v1", Map.of(), 0, Long.MAX_VALUE)).isEqualTo(newer);
      assertThat(results.sum("clicks", "v1", Map.of("page", "a"), 0, Long.MAX_VALUE))
          .isEqualTo(ofA);
      assertThat(results.sum("clicks", "v1", Map.of(), 0, 60 * WINDOW_MICROS)).isZero();
      ResultQuery first = new ResultQuery("clicks", "v1", null, null, List.of(), 10, null, true);
      assertThat(results.find(first).rows().get(0).timeMicros()).isEqualTo(60 * WINDOW_MICROS);
      assertThat(results.byId("clicks", "v1", "a-59")).isNull();
      reopen();
    }
  }

  @Test
  default void aRowThatIsRemovedMayComeAgain() {
    writeRows(List.of(window("clicks", "v1", 1, "a", 3), window("clicks", "v1", 5, "a", 4)));
    removeAll("clicks", 2 * WINDOW_MICROS, 10);

    writeRows(List.of(window("clicks", "v1", 1, "a", 5)));

    assertThat(resultStore().results().sum("clicks", "v1", Map.of(), 0, Long.MAX_VALUE))
        .isEqualTo(9);
    assertThat(removeAll("clicks", 2 * WINDOW_MICROS, 10)).isEqualTo(1);
    assertThat(resultStore().results().sum("clicks", "v1", Map.of(), 0, Long.MAX_VALUE))
        .isEqualTo(4);
  }
}
