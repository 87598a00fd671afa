package io.eventmill.app.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.app.mill.UseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a batch finds that another one has left, which died at the worst moments. */
class BatchFolderTest {
  @TempDir private Path data;

  @Test
  void aResultStaysUntilANewOneIsWhole() throws IOException {
    finish("first");
    try (BatchFolder folder = BatchFolder.hold(data, "b")) {
      folder.begin();
      Files.writeString(folder.newStore().resolveSibling("half"), "half");
    }
    assertThat(finished()).isEqualTo("first");
    finish("second");
    assertThat(finished()).isEqualTo("second");
    assertThat(root("new")).doesNotExist();
    assertThat(root("old")).doesNotExist();
  }

  @Test
  void whoDiesBetweenTheTwoRenamesLeavesTheNewResult() throws IOException {
    finish("second");
    Files.move(root("result"), root("kept"));
    finish("first");
    Files.move(root("result"), root("old"));
    Files.move(root("kept"), root("new"));

    assertThat(finished()).isEqualTo("second");
    finish("third");
    assertThat(finished()).isEqualTo("third");
    assertThat(root("old")).doesNotExist();
  }

  @Test
  void anEarlierResultWithoutAWholeNewOneComesBack() throws IOException {
    finish("first");
    Files.move(root("result"), root("old"));
    Files.createDirectories(root("new/store"));

    assertThat(finished()).isEqualTo("first");
  }

  @Test
  void whoAsksForTheFinishedOneFindsWhatAKillLeftAside() throws IOException {
    finish("first");
    Files.move(root("result"), root("old"));

    try (BatchFolder folder = BatchFolder.finished(data, "b")) {
      assertThat(folder.about().name()).isEqualTo("first");
    }
  }

  @Test
  void whereNoBatchHasFinishedThatIsToldAndNothingIsHeld() throws IOException {
    assertThatThrownBy(() -> BatchFolder.finished(data, "b"))
        .isInstanceOf(UseException.class)
        .hasMessageContaining("there is no finished batch in");
    assertThat(data.resolve("batch")).doesNotExist();
    try (BatchFolder folder = BatchFolder.hold(data, "b")) {
      folder.begin();
    }
    assertThatThrownBy(() -> BatchFolder.finished(data, "b")).isInstanceOf(UseException.class);
    BatchFolder.hold(data, "b").close();
  }

  private void finish(String pipeline) throws IOException {
    try (BatchFolder folder = BatchFolder.hold(data, "b")) {
      folder.begin();
      folder.finish(
          new BatchFolder.About(
              pipeline,
              "",
              List.of(),
              "raw",
              "2026-03-01T00:00:00Z",
              new BatchReport(Map.of(), List.of(), 1)));
    }
  }

  private String finished() throws IOException {
    try (BatchFolder folder = BatchFolder.hold(data, "b")) {
      return folder.about().name();
    }
  }

  private Path root(String name) {
    return data.resolve("batch/b").resolve(name);
  }
}
