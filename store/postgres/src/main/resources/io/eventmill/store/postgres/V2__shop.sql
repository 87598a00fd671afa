-- Asked for first, since CREATE … IF NOT EXISTS needs the right to create even where all is there.
DO $$
BEGIN
  IF to_regnamespace('"${schema}"') IS NULL THEN
    CREATE SCHEMA "${schema}";
  END IF;
  IF to_regclass('"${schema}".products') IS NULL THEN
    CREATE TABLE "${schema}".products (
      id integer PRIMARY KEY,
      name varchar(255) NOT NULL,
      description text,
      price real NOT NULL
    );
    ALTER TABLE "${schema}".products REPLICA IDENTITY FULL;
  END IF;
  IF to_regclass('"${schema}".users') IS NULL THEN
    CREATE TABLE "${schema}".users (
      id integer PRIMARY KEY,
      username varchar(255) NOT NULL,
      password varchar(255) NOT NULL
    );
    ALTER TABLE "${schema}".users REPLICA IDENTITY FULL;
  END IF;
  IF to_regclass('"${schema}".attributed_checkouts') IS NULL THEN
    CREATE TABLE "${schema}".attributed_checkouts (
      checkout_id varchar PRIMARY KEY,
      user_name varchar,
      click_id varchar,
      product_id varchar,
      payment_method varchar,
      total_amount numeric,
      shipping_address varchar,
      billing_address varchar,
      user_agent varchar,
      ip_address varchar,
      checkout_time timestamp,
      click_time timestamp,
      model text,
      attributed boolean,
      final boolean,
      late boolean,
      why text,
      touch_count integer,
      touches jsonb,
      version text
    );
    CREATE INDEX ON "${schema}".attributed_checkouts (checkout_time);
  END IF;
END
$$;
