package io.eventmill.steps.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FoldersTest {
  @Test
  void aFoldersTimeIsOverWhenTheNextOneBegins() {
    assertThat(Folders.end("year=2026/month=12/day=31/hour=23")).isEqualTo(at("2027-01-01T00:00"));
    assertThat(Folders.end("year=2026/month=03/day=01/hour=09")).isEqualTo(at("2026-03-01T10:00"));
    assertThat(Folders.end("year=2028/month=02/day=28")).isEqualTo(at("2028-02-29T00:00"));
    assertThat(Folders.end("year=2026/month=12")).isEqualTo(at("2027-01-01T00:00"));
    assertThat(Folders.end("year=2026")).isEqualTo(at("2027-01-01T00:00"));
  }

  @Test
  void noFolderIsAlwaysOverAndOneOfNoTimeNever() {
    assertThat(Folders.end("")).isEqualTo(Instant.MIN);
    for (String folder :
        new String[] {
          "web", "year=2026/month=13", "year=2026/day=01", "year=2026/month=02/day=30", "year=x"
        }) {
      assertThat(Folders.end(folder)).as(folder).isEqualTo(Instant.MAX);
    }
  }

  private static Instant at(String minute) {
    return Instant.parse(minute + ":00Z");
  }
}
