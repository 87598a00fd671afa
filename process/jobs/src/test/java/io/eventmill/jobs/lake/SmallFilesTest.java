package io.eventmill.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.store.LakeFileName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SmallFilesTest {
  @Test
  void runsAreNeighboursThatMayBeMergedAndNoTwoCouldBeOne() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      List<Lying> files = new ArrayList<>();
      for (int kind = 0; kind < 1 + random.nextInt(3); kind++) {
        for (int i = 0; i < random.nextInt(12); i++) {
          files.add(
              new Lying(
                  new LakeFileName("t", kind, i * 10, i * 10 + 5, "00000000", ".jsonl"),
                  random.nextInt(5) == 0 ? 60 : random.nextInt(60),
                  random.nextInt(6) == 0 ? 101 : 100));
        }
      }
      long reached = random.nextInt(130);

      List<List<Lying>> runs = new SmallFiles(100, 100, any -> reached).runs(files);

      List<Lying> merged = new ArrayList<>();
      for (List<Lying> run : runs) {
        assertThat(run).hasSizeGreaterThan(1).isSubsetOf(files);
        int at = files.indexOf(run.get(0));
        assertThat(files.subList(at, at + run.size())).isEqualTo(run);
        assertThat(run).allMatch(f -> f.name().kind().equals(run.get(0).name().kind()));
        assertThat(run)
            .allMatch(f -> f.bytes() < 50 && f.since() <= 100 && f.name().last() <= reached);
        assertThat(run.stream().mapToLong(Lying::bytes).sum()).isLessThanOrEqualTo(100);
        merged.addAll(run);
      }
      assertThat(merged).doesNotHaveDuplicates();
      for (int i = 1; i < files.size(); i++) { // two of them left alone do not fit, or may not
        Lying a = files.get(i - 1);
        Lying b = files.get(i);
        boolean alone = !merged.contains(a) && !merged.contains(b);
        boolean may =
            a.name().kind().equals(b.name().kind())
                && Math.max(a.since(), b.since()) <= 100
                && b.name().last() <= reached
                && Math.max(a.bytes(), b.bytes()) < 50
                && a.bytes() + b.bytes() <= 100;
        assertThat(alone && may).as("seed " + seed).isFalse();
      }
    }
  }
}
