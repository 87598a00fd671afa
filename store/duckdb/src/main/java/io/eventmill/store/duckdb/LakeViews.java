package io.eventmill.store.duckdb;

import io.eventmill.store.SqlRefusedException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lakes as views, over the files that are there when a question comes. A question can name a view,
 * never a file; what DuckDB may open at all are the lakes' folders.
 */
final class LakeViews {
  private static final String LINES =
      """
      SELECT topic, partition, "offset", received, id, source, type, "time", origin, attempt,
        from_base64(key) AS key, ip, user_agent, from_base64(bytes) AS bytes, event
      FROM read_json(%s, format = 'newline_delimited', hive_partitioning = false, columns = {
        topic: 'VARCHAR', partition: 'INTEGER', "offset": 'BIGINT', received: 'TIMESTAMP',
        id: 'VARCHAR', source: 'VARCHAR', type: 'VARCHAR', "time": 'TIMESTAMP', origin: 'VARCHAR',
        attempt: 'INTEGER', key: 'VARCHAR', ip: 'VARCHAR', user_agent: 'VARCHAR',
        bytes: 'VARCHAR', event: 'JSON'})
      """;

  private static final String COLUMNS =
      """
      SELECT topic, partition, "offset", make_timestamp(epoch_us(received)) AS received, id, source,
        type, make_timestamp(epoch_us("time")) AS "time", origin, attempt, key, ip, user_agent,
        bytes, event::JSON AS event
      FROM read_parquet(%s, hive_partitioning = false)
      """;

  /** What a lake without files has. */
  private static final String NONE =
      """
      SELECT NULL::VARCHAR AS topic, NULL::INTEGER AS partition, NULL::BIGINT AS "offset",
        NULL::TIMESTAMP AS received, NULL::VARCHAR AS id, NULL::VARCHAR AS source,
        NULL::VARCHAR AS type, NULL::TIMESTAMP AS "time", NULL::VARCHAR AS origin,
        NULL::INTEGER AS attempt, NULL::BLOB AS key, NULL::VARCHAR AS ip,
        NULL::VARCHAR AS user_agent, NULL::BLOB AS bytes, NULL::JSON AS event WHERE false
      """;

  private final List<LakeTable> lakes;
  private final int filesMax;

  LakeViews(List<LakeTable> lakes, int filesMax) {
    this.lakes = List.copyOf(lakes);
    this.filesMax = filesMax;
  }

  /** All that may be asked for, in lower case. */
  Set<String> names() {
    Set<String> names = new HashSet<>();
    lakes.forEach(lake -> names.add(lake.view().toLowerCase(Locale.ROOT)));
    return names;
  }

  /**
   * Makes those for this connection alone that a statement may mean.
   *
   * @throws SqlRefusedException when one of them lies where it cannot be asked
   */
  void create(Connection connection, String sql) throws SQLException {
    String text = sql.toLowerCase(Locale.ROOT);
    for (LakeTable lake : lakes) {
      if (text.contains("lake") && text.contains(lake.name().toLowerCase(Locale.ROOT))) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(
              "CREATE OR REPLACE TEMP VIEW " + ColumnNames.quote(lake.view()) + " AS " + sql(lake));
        }
      }
    }
  }

  /** Whether it failed since a file is no longer there. */
  static boolean isFileGone(SQLException e) {
    String said = String.valueOf(e.getMessage());
    return said.contains("No files found") || said.contains("No such file");
  }

  private String sql(LakeTable lake) {
    Path root =
        lake.folder()
            .orElseThrow(
                () ->
                    new SqlRefusedException(
                        "%s lies at %s; only lakes in folders of this machine can be asked here, for another ask DuckDB itself"
                            .formatted(lake.view(), lake.place())));
    List<String> parts = new ArrayList<>();
    List<Path> files = LakeListing.of(lake, root, filesMax);
    part(LINES, files, false, parts);
    part(COLUMNS, files, true, parts);
    return parts.isEmpty() ? NONE : String.join(" UNION ALL ", parts);
  }

  private static void part(String sql, List<Path> files, boolean columns, List<String> into) {
    String list =
        files.stream()
            .map(Path::toString)
            .filter(file -> file.endsWith(".parquet") == columns)
            .map(file -> "'" + file.replace("'", "''") + "'")
            .collect(Collectors.joining(", ", "[", "]"));
    if (!list.equals("[]")) {
      into.add(sql.formatted(list));
    }
  }
}
