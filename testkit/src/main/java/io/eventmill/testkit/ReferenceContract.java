package io.eventmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.store.ReferenceTables;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Reference tables: rows by key, changed in place, found many at once. */
public interface ReferenceContract extends ResultStoreUnderTest {
  String USERS = "commerce.users";

  @Test
  default void rowsAreFoundByKeyAndChangedInPlace() {
    ReferenceTables tables = resultStore().tables();
    assertThat(tables.count(USERS)).isZero();
    assertThat(tables.find(USERS, "id", List.of("username"), List.of("1"))).isEmpty();

    tables.put(
        USERS, "id", List.of(user("1", "Ada"), user("2", "O'Neil \"x\" é"), user("3", "Kurt")));
    tables.put(USERS, "id", List.of(Map.of("id", "3", "username", "Kurt G")));

    assertThat(tables.count(USERS)).isEqualTo(3);
    assertThat(tables.find(USERS, "id", List.of("username"), List.of("3", "2", "9")))
        .isEqualTo(
            Map.of("2", Map.of("username", "O'Neil \"x\" é"), "3", Map.of("username", "Kurt G")));
    reopen();
    assertThat(
            resultStore().tables().find(USERS, "id", List.of("username", "password"), List.of("3")))
        .isEqualTo(Map.of("3", Map.of("username", "Kurt G", "password", "secret3")));
  }

  @Test
  default void manyKeysAreFoundInOneQuestion() {
    List<Map<String, String>> users =
        IntStream.range(0, 2_500)
            .mapToObj(i -> user(Integer.toString(i), "user " + i))
            .collect(Collectors.toList());
    resultStore().tables().put(USERS, "id", users);
    Set<String> keys =
        IntStream.range(1, 2_600).mapToObj(Integer::toString).collect(Collectors.toSet());

    var found = resultStore().tables().find(USERS, "id", List.of("username"), keys);

    assertThat(found).hasSize(2_499);
    found.forEach((id, row) -> assertThat(row).isEqualTo(Map.of("username", "user " + id)));
  }

  @Test
  default void aRowWithoutItsKeyIsRefusedWithAllThatCameWithIt() {
    ReferenceTables tables = resultStore().tables();
    assertThatThrownBy(
            () -> tables.put(USERS, "id", List.of(user("1", "Ada"), Map.of("username", "x"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'id'");
    assertThat(tables.count(USERS)).isZero();
  }

  private static Map<String, String> user(String id, String name) {
    return Map.of("id", id, "username", name, "password", "secret" + id);
  }
}
