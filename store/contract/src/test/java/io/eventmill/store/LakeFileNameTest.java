package io.eventmill.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LakeFileNameTest {
  @Test
  void aNameIsReadAsItIsWritten() {
    for (String name :
        List.of(
            "raw-web-p0-0000000000-0000004711-9f3c2a1b.jsonl.gz",
            "raw-p1-p12-12345678901-123456789012345678-00000000.parquet",
            "a-p0-0000000001-0000000001-ffffffff.jsonl",
            "a-p0-0000000001-0000000001-ffffffff.jsonl.zst")) {
      assertThat(LakeFileName.read(name).orElseThrow().text()).isEqualTo(name);
    }
    assertThat(LakeFileName.read("raw-p1-p12-12345678901-99999999999-00000000.parquet"))
        .contains(
            new LakeFileName("raw-p1", 12, 12345678901L, 99999999999L, "00000000", ".parquet"));
  }

  @Test
  void whatIsNoFileOfALakeHasNoName() {
    for (String name :
        List.of(
            "",
            "_progress",
            "notes.jsonl",
            "raw-web-p0-0000000000-0000004711-9f3c2a1b.csv",
            "raw-web-p0-0000000000-0000004711-9f3c2a1b.jsonl.gz.tmp",
            "raw-web-p0-000-0000004711-9f3c2a1b.jsonl",
            "raw-web-p99999999999-0000000000-0000004711-9f3c2a1b.jsonl",
            "raw-web-p0-9999999999999999999-9999999999999999999-9f3c2a1b.jsonl")) {
      assertThat(LakeFileName.read(name)).as(name).isEmpty();
    }
  }

  /** Rows are merged in several rounds, and each round may leave what it merged behind. */
  @Test
  void whateverLiesThereAfterMergingEachRowIsInOneCurrentFile() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      List<LakeFileName> run = new ArrayList<>();
      long offset = 0;
      for (int i = 0; i < 1 + random.nextInt(12); i++) {
        offset += random.nextInt(5);
        long last = offset + random.nextInt(4);
        run.add(new LakeFileName("t", 0, offset, last, "00000000", ".jsonl"));
        offset = last + 1;
      }
      Set<LakeFileName> folder = new HashSet<>(run);
      Set<Long> rows = new HashSet<>();
      run.forEach(file -> addRows(file, rows));
      while (run.size() > 1 && random.nextInt(5) > 0) {
        int from = random.nextInt(run.size() - 1);
        int to = from + 1 + random.nextInt(run.size() - from - 1);
        LakeFileName merged = run.get(from).through(run.get(to));
        List<LakeFileName> parts = run.subList(from, to + 1);
        if (random.nextBoolean()) {
          folder.removeAll(parts.subList(0, random.nextInt(parts.size() + 1)));
        }
        parts.clear();
        run.add(from, merged);
        folder.add(merged);
      }
      List<LakeFileName> shuffled = new ArrayList<>(folder);
      Collections.shuffle(shuffled, random);

      assertThat(LakeFileName.current(shuffled)).as("seed " + seed).isEqualTo(run);
      Set<Long> found = new HashSet<>();
      run.forEach(file -> addRows(file, found));
      assertThat(found).containsAll(rows);
    }
  }

  private static void addRows(LakeFileName file, Set<Long> into) {
    for (long row = file.first(); row <= file.last(); row++) {
      into.add(row);
    }
  }

  @Test
  void filesOfOtherKindsDoNotTakeEachOthersPlace() {
    List<LakeFileName> kinds = new ArrayList<>();
    for (String name :
        List.of(
            "a-p0-0000000000-0000000009-00000000.jsonl",
            "a-p0-0000000003-0000000004-00000000.jsonl.gz",
            "a-p0-0000000003-0000000004-00000001.jsonl",
            "a-p1-0000000003-0000000004-00000000.jsonl",
            "b-p0-0000000003-0000000004-00000000.jsonl")) {
      kinds.add(LakeFileName.read(name).orElseThrow());
    }
    assertThat(LakeFileName.current(kinds)).containsExactlyInAnyOrderElementsOf(kinds);
  }
}
