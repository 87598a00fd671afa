package io.eventmill.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChecksumTest {
  private final List<String> records = new Random(3).longs(1_000).mapToObj(Long::toString).toList();

  @Test
  void theOrderDoesNotMatter() {
    List<String> other = new ArrayList<>(records);
    Collections.shuffle(other, new Random(5));

    assertThat(sum(other)).isEqualTo(sum(records));
  }

  @Test
  void oneMissingOneDoubledOrOneChangedIsSeen() {
    Checksum right = sum(records);
    for (int i = 0; i < records.size(); i++) {
      List<String> other = new ArrayList<>(records);
      other.remove(i);
      assertThat(sum(other)).isNotEqualTo(right);
      other.add(records.get((i + 1) % records.size())); // as many, but one twice
      assertThat(sum(other)).isNotEqualTo(right);
      other.set(records.size() - 1, records.get(i) + "x");
      assertThat(sum(other)).isNotEqualTo(right);
    }
  }

  private static Checksum sum(List<String> records) {
    Checksum sum = Checksum.NONE;
    for (String record : records) {
      sum = sum.plus(record);
    }
    return sum;
  }
}
