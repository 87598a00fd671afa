package io.eventmill.pipeline;

import java.util.List;

/**
 * Which store keeps what.
 *
 * @param search store of events, e.g. {@code duckdb}
 * @param relational store of attributed conversions and master data: {@code duckdb} or {@code
 *     postgres}
 * @param postgres the database, for when the relational store is one
 */
public record Stores(String search, String relational, PostgresUse postgres) {
  /** What a relational store can be. */
  public static final List<String> RELATIONAL = List.of("duckdb", "postgres");

  static Stores read(Section stores, Section postgres) {
    return new Stores(
        stores.oneOf("search", "duckdb", List.of("duckdb")),
        stores.oneOf("relational", "duckdb", RELATIONAL),
        PostgresUse.read(postgres));
  }
}
