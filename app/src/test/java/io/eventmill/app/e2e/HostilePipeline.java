package io.eventmill.app.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Web events without a schema, in which each event counts, also one with the id of another. */
final class HostilePipeline {
  private HostilePipeline() {}

  static Path in(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("hostile.yaml"),
        """
        name: hostile
        sources:
          hostile:
            topics: {raw: raw-hostile, enriched: enriched-hostile, failed: failed-hostile, retention: 36500d}
            event: {id: /event_id, type: /event_type, time: /event_timestamp, key: /user_domain_id}
            deduplicate: {within: 0s}
        enrich:
          - category: {from: /utm_source, into: source_category, table: {google: search_engine}, otherwise: other/unknown}
          - email_domain: {from: /user_custom_id, into: user_email_domain}
        stores: {search: duckdb}
        """);
  }
}
