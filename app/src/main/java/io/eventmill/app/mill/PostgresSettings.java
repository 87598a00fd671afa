package io.eventmill.app.mill;

import io.eventmill.pipeline.PostgresUse;
import io.eventmill.store.postgres.PostgresConfig;
import io.eventmill.store.postgres.PostgresConfig.Tls;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * Settings of the relational store, where that is PostgreSQL. The first six are the pipeline file's
 * unless they are given, so that a ready pipeline runs on anybody's database.
 *
 * @param url as {@code jdbc:postgresql://host:5432/database}; else the pipeline file's
 * @param user who the database knows this server as; else the pipeline file's
 * @param passwordEnv environment variable that holds the password, empty where none is needed; else
 *     the pipeline file's
 * @param schema where the tables are that results are written to; else the pipeline file's
 * @param tlsMode {@code disable}, {@code prefer}, {@code require}, {@code verify-ca} or {@code
 *     verify-full}; else the pipeline file's
 * @param tlsRootCertificate PEM file of the authority to trust; else the pipeline file's
 * @param connectionsMax connections at once; who needs one more waits
 * @param connectTimeout an attempt to connect, or a wait for a free connection, is given up
 * @param queryTimeout a statement that runs longer is given up
 * @param attemptsMax how often a transaction is tried that another one stood in the way of, before
 *     its loader makes a pause
 */
public record PostgresSettings(
    String url,
    String user,
    String passwordEnv,
    String schema,
    String tlsMode,
    String tlsRootCertificate,
    int connectionsMax,
    Duration connectTimeout,
    Duration queryTimeout,
    int attemptsMax) {
  static PostgresSettings defaults() {
    return new PostgresSettings(
        null, null, null, null, null, null, 4, Duration.ofSeconds(5), Duration.ofSeconds(30), 5);
  }

  /**
   * @throws IllegalArgumentException when they cannot be; says what would be right
   */
  PostgresConfig config(PostgresUse file) {
    return config(file, System.getenv());
  }

  /**
   * @param environment has the password; one that is not there is told when the database is asked
   */
  PostgresConfig config(PostgresUse file, Map<String, String> environment) {
    String password = or(passwordEnv, file.passwordEnv());
    if (environment.containsKey(password)) {
      StoreSecret.of("postgres.password_env", password, environment.get(password));
    }
    String schemaName = or(schema, file.schema());
    return new PostgresConfig(
        or(url, file.url()),
        or(user, file.user()),
        password.isEmpty() ? null : password,
        schemaName,
        new Tls(mode(or(tlsMode, file.tlsMode())), or(tlsRootCertificate, file.rootCertificate())),
        connectionsMax,
        connectTimeout,
        queryTimeout,
        attemptsMax,
        Map.of("attributed_checkouts", schemaName + ".attributed_checkouts"));
  }

  private static Tls.Mode mode(String text) {
    if (!PostgresUse.TLS_MODES.contains(text)) {
      throw new IllegalArgumentException(
          "postgres.tls_mode is '"
              + text
              + "', expected one of "
              + String.join(", ", PostgresUse.TLS_MODES));
    }
    return Tls.Mode.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static String or(String given, String file) {
    return given == null ? file : given;
  }
}
