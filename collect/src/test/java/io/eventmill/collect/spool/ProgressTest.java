package io.eventmill.collect.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
  @TempDir Path dir;

  @Test
  void knowsTheLastNoteAfterReopening() throws Exception {
    Path file = dir.resolve("progress");
    for (int i = 1; i <= 5; i++) {
      try (Progress progress = Progress.open(file)) {
        assertThat(progress.drained()).isEqualTo(i - 1);
        progress.note(77, i);
      }
    }
    try (Progress progress = Progress.open(file)) {
      assertThat(progress.spoolId()).isEqualTo(77);
      assertThat(progress.drained()).isEqualTo(5);
    }
  }

  @Test
  void fallsBackToTheNoteBeforeWhenTheLastIsTorn() throws Exception {
    Path file = dir.resolve("progress");
    byte[] before;
    try (Progress progress = Progress.open(file)) {
      progress.note(77, 1);
      progress.note(77, 2);
      before = Files.readAllBytes(file);
      progress.note(77, 3);
    }
    byte[] after = Files.readAllBytes(file);
    for (int i = 0; i < after.length; i++) {
      if (after[i] != before[i]) {
        byte[] torn = after.clone();
        torn[i] ^= 1;
        Files.write(file, torn);
        try (Progress progress = Progress.open(file)) {
          assertThat(progress.drained()).isEqualTo(2);
        }
      }
    }
  }
}
