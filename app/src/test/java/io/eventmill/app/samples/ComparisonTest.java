package io.eventmill.app.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final String A =
      "{\"id\":\"a\",\"source\":\"web\",\"event\":{\"n\":1.50,\"x\":[1,2]}}";
  private static final String B = "{\"id\":\"b\",\"source\":\"web\",\"event\":{\"n\":2}}";
  private static final String MADE =
      "{\"id\":\"(made)\",\"source\":\"web\",\"event\":{\"n\":%d,\"m\":%d}}";

  @Test
  void orderOfRowsAndFieldsDoesNotMatter() {
    String reordered = "{\"event\":{\"x\":[1,2],\"n\":1.50},\"source\":\"web\",\"id\":\"a\"}";

    Comparison comparison = Comparison.of(rows(A, B), rows(B, reordered));

    assertThat(comparison).isEqualTo(new Comparison(2, List.of()));
    assertThat(comparison.good()).isTrue();
  }

  @Test
  void saysWhichFieldOfWhichRowDiffersAndHow() {
    String other =
        "{\"id\":\"a\",\"source\":\"web\",\"event\":{\"n\":\"1.50\",\"x\":[1],\"a/b\":null}}";

    assertThat(Comparison.of(rows(A, B), rows(B, other)).differences())
        .containsExactly(
            """
            id a of web
              /event/a~1b: expected nothing, found null
              /event/n: expected 1.50, found "1.50"
              /event/x/1: expected 2, found nothing""");
  }

  @Test
  void aRowTwiceIsNotARowOnce() {
    assertThat(Comparison.of(rows(A), rows(A, A)))
        .isEqualTo(new Comparison(1, List.of("not expected: " + A)));
    assertThat(Comparison.of(rows(A, A), rows(A)))
        .isEqualTo(new Comparison(1, List.of("missing: " + A)));
  }

  @Test
  void rowsOfOtherIdsOrSourcesAreNotMistakenForEachOther() {
    assertThat(Comparison.of(rows(A), rows(B, A.replace("web", "app"))).differences())
        .hasSize(3)
        .allMatch(d -> d.startsWith("missing") || d.startsWith("not expected"));
  }

  @Test
  void rowsWithoutAnIdOfTheirOwnAreHeldAgainstTheOneMostLikeThem() {
    assertThat(
            Comparison.of(
                    rows(MADE.formatted(1, 1), MADE.formatted(2, 2)),
                    rows(MADE.formatted(7, 2), MADE.formatted(1, 1)))
                .differences())
        .containsExactly("id (made) of web\n  /event/n: expected 2, found 7");
  }

  /** However rows are shuffled, what is told adds up: equal + differing on either side. */
  @Test
  void everyRowIsTold() {
    Random random = new Random(11);
    for (int round = 0; round < 500; round++) {
      List<JsonNode> expected = generated(random);
      List<JsonNode> found = generated(random);
      Collections.shuffle(found, random);

      Comparison comparison = Comparison.of(expected, found);

      long missing = count(comparison, "missing: ");
      long surplus = count(comparison, "not expected: ");
      long paired = count(comparison, "id ");
      assertThat(comparison.equal() + missing + paired).isEqualTo(expected.size());
      assertThat(comparison.equal() + surplus + paired).isEqualTo(found.size());
      List<JsonNode> common = new ArrayList<>(found);
      assertThat(comparison.equal())
          .isEqualTo((int) expected.stream().filter(common::remove).count());
    }
  }

  private static long count(Comparison comparison, String start) {
    return comparison.differences().stream().filter(d -> d.startsWith(start)).count();
  }

  private static List<JsonNode> generated(Random random) {
    List<JsonNode> rows = new ArrayList<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      String row = "{\"id\":\"%d\",\"v\":%d}".formatted(random.nextInt(4), random.nextInt(3));
      rows.addAll(rows(row));
    }
    return rows;
  }

  private static List<JsonNode> rows(String... rows) {
    return Stream.of(rows)
        .map(
            r -> {
              try {
                return (JsonNode) Rows.MAPPER.readTree(r);
              } catch (java.io.IOException e) {
                throw new AssertionError(e);
              }
            })
        .toList();
  }
}
