package io.eventmill.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/lake.md tells people to ask DuckDB is asked here. */
class LakePageTest {
  private static final Pattern BLOCK = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path dir;

  @Test
  void everyQueryOfThePageFindsTheRows() throws Exception {
    String hour = "year=2026/month=03/day=01/hour=21";
    CompactedLake.of(dir.resolve("lake"), "compression: gzip").file(hour, 0, 0, 18);
    CompactedLake.of(dir.resolve("lake"), "format: parquet").file(hour, 0, 0, 18);
    List<Integer> rows = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(Path.of("../../docs/lake.md")));
    while (block.find()) {
      for (String query : block.group(1).split(";\\n")) {
        rows.add(rows(query.replace("DATA", dir.toString())));
      }
    }
    // Ten rows, of which two are no JSON and have no type and no time.
    assertThat(rows).containsExactly(2, 10, 8);
  }

  private static int rows(String query) throws Exception {
    try (var db = DriverManager.getConnection("jdbc:duckdb:");
        var statement = db.createStatement()) {
      ResultSet found = statement.executeQuery(query);
      int rows = 0;
      while (found.next()) {
        rows++;
      }
      return rows;
    }
  }
}
