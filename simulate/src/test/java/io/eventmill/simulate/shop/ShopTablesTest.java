package io.eventmill.simulate.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.simulate.Recorded;
import io.eventmill.simulate.door.Collector;
import io.eventmill.simulate.door.Collector.Reply;
import io.eventmill.simulate.door.DoorClient;
import io.eventmill.simulate.door.DoorSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShopTablesTest {
  private final Recorded users = new Recorded();
  private final Recorded products = new Recorded();

  @Test
  void fillsBothTablesAndRenamesATenthAfterwards() throws Exception {
    int renamed = new ShopTables(10_000, 7L).fill(users, products);

    assertThat(renamed).isCloseTo(1_000, within(90)); // 3 sigma
    for (Recorded table : List.of(users, products)) {
      List<String> ids = table.values("id");
      assertThat(ids.subList(0, 10_000))
          .isEqualTo(IntStream.range(0, 10_000).mapToObj(Integer::toString).toList());
      assertThat(ids.subList(10_000, ids.size())).hasSize(renamed).doesNotHaveDuplicates();
    }
    Map<String, JsonNode> first = new HashMap<>();
    users.rows().subList(0, 10_000).forEach(r -> first.put(r.get("id").asText(), r));
    assertThat(users.rows().subList(10_000, 10_000 + renamed))
        .allSatisfy(
            r -> {
              JsonNode before = first.get(r.get("id").asText());
              assertThat(r.get("password")).isEqualTo(before.get("password"));
              assertThat(r.get("username")).isNotEqualTo(before.get("username"));
            });
  }

  @Test
  void hasTheColumnsOfTheTables() throws Exception {
    new ShopTables(100, null).fill(users, products);

    assertThat(users.rows())
        .allSatisfy(
            row -> {
              assertThat(row.fieldNames())
                  .toIterable()
                  .containsExactly("id", "username", "password");
              assertThat(row.get("id").isInt()).isTrue();
              assertThat(row.get("username").asText()).matches("[a-z]+\\.[a-z]+\\d{1,3}");
            });
    assertThat(products.rows())
        .allSatisfy(
            row -> {
              assertThat(row.fieldNames())
                  .toIterable()
                  .containsExactly("id", "name", "description", "price");
              assertThat(row.get("price").asInt()).isBetween(1, 100);
              assertThat(row.get("description").asText()).endsWith(".");
            });
  }

  @Test
  void theSameSeedGivesTheSameRowsAndNoneGivesOthers() throws Exception {
    Recorded again = new Recorded();
    Recorded other = new Recorded();
    new ShopTables(20, 1L).fill(users, products);
    new ShopTables(20, 1L).fill(again, new Recorded());
    new ShopTables(20, null).fill(other, new Recorded());

    assertThat(again.texts).isEqualTo(users.texts);
    assertThat(other.texts).isNotEqualTo(users.texts);
  }

  /** What goes over the wire: arrays of rows, in order, repeated when the server was away. */
  @Test
  void reachTheServerAsArraysOfRows() throws Exception {
    try (Collector collector =
        new Collector(r -> r.number() == 0 ? Reply.of(503, "store away") : Reply.KEPT)) {
      DoorSettings settings = DoorSettings.ofTable(collector.uri(), ShopTables.USERS, "id");
      try (DoorClient door = DoorClient.open(settings)) {
        new ShopTables(1_200, 3L).fill(door, products);
        assertThat(door.finish().unsent()).isZero();
      }

      assertThat(settings.door()).hasPath("/api/tables/commerce.users").hasQuery("key=id");
      assertThat(collector.requests().get(0).path()).isEqualTo("/api/tables/commerce.users");
      assertThat(collector.kept("id")).isEqualTo(products.values("id"));
      int requests = 0;
      for (Collector.Request request : collector.requests()) {
        assertThat(request.header("Content-Type")).isEqualTo("application/json");
        assertThat(request.events().stream().map(e -> e.get("id"))).doesNotHaveDuplicates();
        requests++;
      }
      assertThat(requests).isEqualTo(5); // 500, again, 500, 200, and those renamed
    }
  }

  @Test
  void refusesANumberOfRowsThatCannotBe() {
    assertThatThrownBy(() -> new ShopTables(0, null))
        .hasMessage("--num_user_records: 0 is not possible; give a number from 1 to 1000000");
    assertThatThrownBy(() -> new ShopTables(1_000_001, null)).hasMessageContaining("1000001");
  }
}
