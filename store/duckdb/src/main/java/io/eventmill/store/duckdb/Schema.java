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
            body BLOB NOT NULL,
            key BLOB,
            ip BLOB,
            user_agent BLOB)
          """,
          "ALTER TABLE failed ADD COLUMN IF NOT EXISTS key BLOB",
          "ALTER TABLE failed ADD COLUMN IF NOT EXISTS ip BLOB",
          "ALTER TABLE failed ADD COLUMN IF NOT EXISTS user_agent BLOB",
          """
          CREATE TABLE IF NOT EXISTS replays (
            origin_topic_high BIGINT NOT NULL,
            origin_topic_low BIGINT NOT NULL,
            origin_partition INTEGER NOT NULL,
            origin_offset BIGINT NOT NULL,
            replay_topic_high BIGINT NOT NULL,
            replay_topic_low BIGINT NOT NULL,
            replay_partition INTEGER NOT NULL,
            replay_offset BIGINT NOT NULL,
            marked TIMESTAMP NOT NULL)
          """,
          """
          CREATE TABLE IF NOT EXISTS dropped (
            id VARCHAR NOT NULL,
            source VARCHAR NOT NULL,
            cause VARCHAR NOT NULL,
            received TIMESTAMP NOT NULL,
            stored TIMESTAMP NOT NULL,
            origin_topic_high BIGINT NOT NULL,
            origin_topic_low BIGINT NOT NULL,
            origin_partition INTEGER NOT NULL,
            origin_offset BIGINT NOT NULL)
          """,
          """
          CREATE TABLE IF NOT EXISTS accepted (
            source VARCHAR NOT NULL,
            minute BIGINT NOT NULL,
            topic_high BIGINT NOT NULL,
            topic_low BIGINT NOT NULL,
            topic_partition INTEGER NOT NULL,
            replays BOOLEAN NOT NULL,
            records BIGINT NOT NULL,
            offsets HUGEINT NOT NULL,
            squares HUGEINT NOT NULL,
            first_offset BIGINT NOT NULL,
            last_offset BIGINT NOT NULL,
            PRIMARY KEY (source, minute, topic_high, topic_low, topic_partition, replays))
          """,
          """
          CREATE TABLE IF NOT EXISTS kept_since (
            source VARCHAR NOT NULL,
            minute BIGINT NOT NULL,
            PRIMARY KEY (source))
          """,
          """
          CREATE TABLE IF NOT EXISTS results (
            result VARCHAR NOT NULL,
            version VARCHAR NOT NULL,
            id VARCHAR NOT NULL,
            time TIMESTAMP NOT NULL,
            json VARCHAR NOT NULL,
            grouping VARCHAR,
            count BIGINT,
            PRIMARY KEY (result, version, id))
          """,
          """
          CREATE TABLE IF NOT EXISTS reference_cells (
            table_name VARCHAR NOT NULL,
            key_column VARCHAR NOT NULL,
            row_key VARCHAR NOT NULL,
            column_name VARCHAR NOT NULL,
            value VARCHAR,
            PRIMARY KEY (table_name, key_column, row_key, column_name))
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
