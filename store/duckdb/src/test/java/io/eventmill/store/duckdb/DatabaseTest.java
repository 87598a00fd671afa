package io.eventmill.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.store.StoreUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bounds DuckDB itself, and those who ask it. */
class DatabaseTest {
  @TempDir Path folder;

  @Test
  void holdsDuckDbToTheSettings() {
    DuckDbConfig some = DuckDbConfig.in(folder);
    DuckDbConfig small =
        new DuckDbConfig(
            folder,
            64L << 20,
            1,
            1,
            some.queryTimeout(),
            3,
            4,
            2L << 20,
            10,
            8L << 20,
            1,
            some.sqlTimeout(),
            10,
            1L << 20,
            some.sqlMemoryBytes(),
            some.sqlLakeFilesMax());
    try (DuckDbStore store = DuckDbStore.open(small)) {
      assertThat(setting(store, "memory_limit")).isEqualTo("64.0 MiB");
      assertThat(setting(store, "threads")).isEqualTo("1");
      assertThat(setting(store, "checkpoint_threshold")).isEqualTo("2.0 MiB");
      assertThat(setting(store, "max_temp_directory_size")).isEqualTo("8.0 MiB");
      assertThat(setting(store, "temp_directory")).startsWith(folder.toString());
    }
  }

  @Test
  void aQuestionThatNeedsMoreMemoryThanThereIsSpillsToTheFolder() {
    try (DuckDbStore store = DuckDbStore.open(with(64L << 20, 1, Duration.ofSeconds(60)))) {
      String rows = "SELECT count(*) FROM (SELECT DISTINCT hash(range) AS h FROM range(8000000))";

      assertThat(ask(store, rows)).containsExactly("8000000");
    }
  }

  @Test
  void whoFindsNoReaderFreeIsToldSoAfterTheTimeout() {
    try (DuckDbStore store = DuckDbStore.open(with(512L << 20, 1, Duration.ofSeconds(1)))) {
      assertThatThrownBy(
              () ->
                  store
                      .readers()
                      .list(c -> new Sql().add("SELECT 1"), row -> ask(store, "SELECT 2")))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("all 1 readers have been busy for 1 s");
    }
    try (DuckDbStore store = DuckDbStore.open(with(512L << 20, 2, Duration.ofSeconds(1)))) {
      assertThat(
              store.readers().list(c -> new Sql().add("SELECT 1"), row -> ask(store, "SELECT 2")))
          .containsExactly(List.of("2"));
    }
  }

  @Test
  void aQuestionThatRunsTooLongIsGivenUpAndTheReaderIsFreeAgain() {
    try (DuckDbStore store = DuckDbStore.open(with(512L << 20, 1, Duration.ofSeconds(1)))) {
      String endless = "SELECT count(*) FROM range(1000000000) a, range(1000000000) b";

      assertThatThrownBy(() -> ask(store, endless)).isInstanceOf(StoreUnavailableException.class);
      assertThat(ask(store, "SELECT 3")).containsExactly("3");
    }
  }

  private DuckDbConfig with(long memory, int readers, Duration timeout) {
    DuckDbConfig some = DuckDbConfig.in(folder);
    return new DuckDbConfig(
        folder,
        memory,
        some.threads(),
        readers,
        timeout,
        some.columnsMax(),
        some.fieldsMax(),
        some.checkpointBytes(),
        some.windowsMax(),
        some.spillBytes(),
        some.sqlMax(),
        some.sqlTimeout(),
        some.sqlRowsMax(),
        some.sqlBytes(),
        some.sqlMemoryBytes(),
        some.sqlLakeFilesMax());
  }

  private static String setting(DuckDbStore store, String name) {
    return ask(store, "SELECT current_setting('" + name + "')::VARCHAR").get(0);
  }

  private static List<String> ask(DuckDbStore store, String sql) {
    return store.readers().list(c -> new Sql().add(sql), row -> row.getString(1));
  }
}
