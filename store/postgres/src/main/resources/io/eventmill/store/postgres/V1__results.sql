CREATE TABLE eventmill.positions (
  topic text NOT NULL,
  topic_partition integer NOT NULL,
  topic_id uuid NOT NULL,
  next_offset bigint NOT NULL,
  origin_topic uuid,
  origin_partition integer,
  origin_offset bigint,
  PRIMARY KEY (topic, topic_partition)
);

-- Text, so that a row is given back as it was written; ordered by code points.
CREATE TABLE eventmill.results (
  result text COLLATE "C" NOT NULL,
  version text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  time_micros bigint NOT NULL,
  json text NOT NULL,
  PRIMARY KEY (result, version, id)
);
CREATE INDEX results_time ON eventmill.results (result, version, time_micros, id);

CREATE TABLE eventmill.refused_rows (
  table_name text NOT NULL,
  result bytea NOT NULL,
  version bytea NOT NULL,
  id bytea NOT NULL,
  time_micros bigint NOT NULL,
  reason text NOT NULL,
  refused_at timestamptz NOT NULL DEFAULT now(),
  json bytea NOT NULL
);
CREATE UNIQUE INDEX refused_rows_row ON eventmill.refused_rows
  (table_name, md5(result), md5(version), md5(id));

-- A row's JSON to ask: jsonb cannot hold U+0000, which becomes U+FFFD; null when it is no JSON.
CREATE FUNCTION eventmill.doc(body text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN body::jsonb;
EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
  BEGIN
    RETURN replace(body, '\u0000', '\ufffd')::jsonb;
  EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
    RETURN NULL;
  END;
END
$$;
