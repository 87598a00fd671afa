package io.eventmill.store.postgres;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Makes the tables that are missing. What is there already, made by whomever, is neither dropped
 * nor altered.
 */
final class Migrations {
  /** Ours alone: positions, results, refused rows, and which migrations have run. */
  static final String OWN_SCHEMA = "eventmill";

  private Migrations() {}

  static void run(DataSource database, String schema) {
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(database)
        .locations("classpath:io/eventmill/store/postgres")
        .defaultSchema(OWN_SCHEMA)
        .schemas(OWN_SCHEMA)
        .createSchemas(true)
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .cleanDisabled(true)
        .placeholders(Map.of("schema", schema))
        .load()
        .migrate();
  }
}
