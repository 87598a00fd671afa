package io.eventmill.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.store.EventFilter;
import io.eventmill.store.SqlQuestion;
import io.eventmill.store.SqlRefusedException;
import io.eventmill.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppedStoreTest {
  @TempDir Path folder;

  @Test
  void whatAKilledServerLeftIsAskedAndStaysAsItIs() throws Exception {
    long kept;
    try (OtherProcess other = new OtherProcess(folder)) {
      kept = other.awaitKept(2_000);
      assertThatThrownBy(() -> StoppedStore.open(DuckDbConfig.in(folder), List.of()))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("is held by another process");
    }
    Map<String, Integer> before = files();
    long count;
    try (StoppedStore store = StoppedStore.open(DuckDbConfig.in(folder), List.of())) {
      count = Long.parseLong(ask(store, "SELECT count(*) FROM events"));
      assertThat(count).isGreaterThanOrEqualTo(kept);
      assertThatThrownBy(() -> ask(store, "DELETE FROM events"))
          .isInstanceOf(SqlRefusedException.class);
      assertThatThrownBy(() -> ask(store, "SELECT * FROM read_text('/etc/passwd')"))
          .isInstanceOf(SqlRefusedException.class);
    }
    assertThat(files()).isEqualTo(before);
    try (DuckDbStore store = DuckDbStore.open(DuckDbConfig.in(folder))) {
      assertThat(store.reader().count(EventFilter.ALL)).isEqualTo(count);
    }
  }

  @Test
  void aFolderWithoutAStoreHasNone() {
    assertThat(StoppedStore.isIn(DuckDbConfig.in(folder))).isFalse();
    assertThatThrownBy(() -> StoppedStore.open(DuckDbConfig.in(folder), List.of()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(folder.resolve(DuckDbStore.FILE)).doesNotExist();
  }

  private static String ask(StoppedStore store, String sql) {
    return store.ask(new SqlQuestion(sql, List.of())).rows().get(0).get(0);
  }

  private Map<String, Integer> files() throws IOException {
    Map<String, Integer> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file.getFileName().toString(), Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return files;
  }
}
