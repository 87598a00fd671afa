package io.eventmill.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.store.EventFilter;
import io.eventmill.store.EventStore;
import io.eventmill.store.PatientStore;
import io.eventmill.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
  @TempDir Path folder;

  @Test
  void afterSigkillEveryBatchThatWasKeptIsThereAndNoneByHalf() throws IOException {
    for (int round = 1; round <= 3; round++) {
      long kept;
      try (OtherProcess other = new OtherProcess(folder)) {
        kept = other.awaitKept(3_000L * round);
      }
      try (DuckDbStore store = DuckDbStore.open(DuckDbConfig.in(folder))) {
        long count = store.reader().count(EventFilter.ALL);

        assertThat(count).isGreaterThanOrEqualTo(kept);
        assertThat(count % OtherProcess.BATCH).isZero();
        assertThat(store.writer().positions(OtherProcess.TOPIC).get(0).nextOffset())
            .isEqualTo(count);
      }
    }
  }

  @Test
  void aFileMadeByHalfIsMadeAnew() throws IOException {
    Files.writeString(folder.resolve(DuckDbStore.FILE + ".new"), "a death in the middle");

    try (DuckDbStore store = DuckDbStore.open(DuckDbConfig.in(folder))) {
      assertThat(store.reader().count(EventFilter.ALL)).isZero();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString())).contains(DuckDbStore.FILE);
    }
    assertThat(folder.resolve(DuckDbStore.FILE + ".new")).doesNotExist();
  }

  @Test
  void waitsForAFileThatAnotherProcessHolds() throws IOException {
    OtherProcess other = new OtherProcess(folder);
    other.awaitKept(1);
    try (PatientStore<EventStore> patient =
        PatientStore.open(EventStore.class, () -> DuckDbStore.open(DuckDbConfig.in(folder)))) {
      EventStore store = patient.store();
      assertThat(patient.problem().orElseThrow()).contains("is held by another process");
      assertThatThrownBy(() -> store.reader().count(EventFilter.ALL))
          .isInstanceOf(StoreUnavailableException.class);

      other.close();
      assertThat(store.reader().count(EventFilter.ALL)).isPositive();
      assertThat(store.writer().positions(OtherProcess.TOPIC)).isNotEmpty();
    }
  }

  @Test
  void saysWhoHoldsTheFileAndWhatToDo() throws IOException {
    try (OtherProcess other = new OtherProcess(folder)) {
      other.awaitKept(1);

      assertThatThrownBy(() -> DuckDbStore.open(DuckDbConfig.in(folder)))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("events.duckdb is held by another process")
          .hasMessageContaining("--data");
    }
  }
}
