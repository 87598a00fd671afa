package io.eventmill.pipeline;

import java.util.List;

/**
 * Which store keeps what.
 *
 * @param search store of events: {@code duckdb} or {@code opensearch}
 * @param relational store of attributed conversions and master data: {@code duckdb} or {@code
 *     postgres}
 * @param postgres the database, for when the relational store is one
 * @param opensearch the cluster, for when the store of events is one
 */
public record Stores(
    String search, String relational, PostgresUse postgres, OpenSearchUse opensearch) {
  /** What a store of events can be. */
  public static final List<String> SEARCH = List.of("duckdb", "opensearch");

  /** What a relational store can be. */
  public static final List<String> RELATIONAL = List.of("duckdb", "postgres");

  static Stores read(Section stores, Section postgres, Section opensearch) {
    return new Stores(
        stores.oneOf("search", "duckdb", SEARCH),
        stores.oneOf("relational", "duckdb", RELATIONAL),
        PostgresUse.read(postgres),
        OpenSearchUse.read(opensearch));
  }
}
