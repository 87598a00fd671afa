package io.eventmill.store.duckdb;

import java.util.List;

/** The tables. */
final class Schema {
  static final List<String> STATEMENTS =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS events (
            id VARCHAR NOT NULL USING COMPRESSION zstd,
            source VARCHAR NOT NULL,
            type VARCHAR NOT NULL,
            time TIMESTAMP NOT NULL,
            received TIMESTAMP NOT NULL,
            stored TIMESTAMP NOT NULL,
            origin_topic_high BIGINT NOT NULL,
            origin_topic_low BIGINT NOT NULL,
            origin_partition INTEGER NOT NULL,
            origin_offset BIGINT NOT NULL,
            json VARCHAR NOT NULL USING COMPRESSION zstd,
            _words VARCHAR,
            _rest BOOLEAN NOT NULL)
          """,
          """
          CREATE TABLE IF NOT EXISTS fields (
            number INTEGER NOT NULL,
            pointer VARCHAR NOT NULL,
            column_name VARCHAR,
            type VARCHAR NOT NULL,
            beyond_double BOOLEAN NOT NULL,
            uses BIGINT NOT NULL)
          """,
          """
          CREATE TABLE IF NOT EXISTS failed (
            id VARCHAR NOT NULL,
            source VARCHAR NOT NULL,
            stage VARCHAR NOT NULL,
            reason VARCHAR NOT NULL,
            message VARCHAR NOT NULL,
            pointer VARCHAR,
            schema VARCHAR,
            received TIMESTAMP NOT NULL,
            stored TIMESTAMP NOT NULL,
            attempts INTEGER NOT NULL,
            origin_topic_high BIGINT NOT NULL,
            origin_topic_low BIGINT NOT NULL,
            origin_partition INTEGER NOT NULL,
            origin_offset BIGINT NOT NULL,
            body BLOB NOT NULL)
          """,
          """
          CREATE TABLE IF NOT EXISTS positions (
            topic VARCHAR NOT NULL,
            topic_partition INTEGER NOT NULL,
            topic_id_high BIGINT NOT NULL,
            topic_id_low BIGINT NOT NULL,
            next_offset BIGINT NOT NULL,
            origin_topic_high BIGINT,
            origin_topic_low BIGINT,
            origin_partition INTEGER,
            origin_offset BIGINT,
            PRIMARY KEY (topic, topic_partition))
          """);

  private Schema() {}
}
