package io.eventmill.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTest {
  private static final Set<Media> BOTH = Set.of(Media.JSON, Media.CSV);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-| JSON",
        "''| JSON",
        "*/*| JSON",
        "application/json| JSON",
        "text/csv| CSV",
        "TEXT/CSV; charset=utf-8| CSV",
        "text/*| CSV",
        "text/csv, application/json| JSON",
        "text/csv, application/json;q=0.9| CSV",
        "text/csv;q=0.5, */*;q=0.1| CSV",
        "text/csv;q=0, */*| JSON",
        "application/*;q=0.2, text/csv;q=0.1| JSON",
        "text/html,application/xhtml+xml,*/*;q=0.8| JSON",
        "application/json;q=0, text/csv;q=0| -",
        "application/xml| -",
        "text/csv;q=banana| -",
      })
  void choosesTheFormTheClientLikesBest(String accept, Media expected) {
    assertThat(Media.choose(accept, BOTH)).isEqualTo(expected);
  }

  @Test
  void offersOnlyWhatTheQuestionHas() {
    assertThat(Media.choose("text/csv;q=1, */*;q=0.1", Set.of(Media.JSON))).isEqualTo(Media.JSON);
    assertThat(Media.choose("text/csv", Set.of(Media.JSON))).isNull();
  }
}
