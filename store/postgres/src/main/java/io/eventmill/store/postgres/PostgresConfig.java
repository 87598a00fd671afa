package io.eventmill.store.postgres;

import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Where the database is and how it is used. Carries the name of the password's variable, never the
 * password: it is read when a connection is made.
 *
 * @param url as {@code jdbc:postgresql://host:5432/database}, without a password
 * @param passwordEnv environment variable that holds the password; null: none is sent
 * @param schema where the shop's tables are, made when absent
 * @param tls how the connection is kept secret
 * @param connectionsMax connections at once; who needs one more waits
 * @param connectTimeout an attempt to connect, or a wait for a free connection, is given up
 * @param queryTimeout a statement that runs longer is given up
 * @param attemptsMax how often a transaction is tried that another one stood in the way of
 * @param tables by result, the table that its rows are written to as columns, as {@code
 *     schema.table}
 */
public record PostgresConfig(
    String url,
    String user,
    String passwordEnv,
    String schema,
    Tls tls,
    int connectionsMax,
    Duration connectTimeout,
    Duration queryTimeout,
    int attemptsMax,
    Map<String, String> tables)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern PLAIN_NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
  private static final Pattern SECRET = Pattern.compile("(?i)[?&](ssl)?password=");

  public PostgresConfig {
    Objects.requireNonNull(user, "user is null");
    Objects.requireNonNull(tls, "tls is null");
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "postgres.url must look like jdbc:postgresql://localhost:5432/postgres");
    }
    if (SECRET.matcher(url).find()) {
      throw new IllegalArgumentException(
          "postgres.url holds a password; put it into an environment variable and name that in"
              + " postgres.password_env");
    }
    if (!PLAIN_NAME.matcher(schema).matches()) {
      throw new IllegalArgumentException(
          "postgres.schema must be of small letters, digits and _, found '" + schema + "'");
    }
    if (connectionsMax < 2 || attemptsMax < 1) {
      throw new IllegalArgumentException(
          "postgres: connections must be 2 or more and attempts 1 or more, found "
              + connectionsMax
              + " and "
              + attemptsMax);
    }
    if (connectTimeout.toMillis() < 250 || queryTimeout.toMillis() < 1_000) {
      throw new IllegalArgumentException(
          "postgres: the timeouts must be 250 ms and 1 s or more, found "
              + connectTimeout.toMillis()
              + " ms and "
              + queryTimeout.toMillis()
              + " ms");
    }
    tables = Map.copyOf(tables);
    tables.values().forEach(TableName::parse);
  }

  /**
   * @param rootCertificate PEM file of the authority that the server's certificate must come from;
   *     null where the mode asks for none
   */
  public record Tls(Mode mode, String rootCertificate) implements Serializable {
    private static final long serialVersionUID = 1L;
    public static final Tls PREFER = new Tls(Mode.PREFER, null);

    public Tls {
      if (mode.checks && rootCertificate == null) {
        throw new IllegalArgumentException(
            "postgres.tls.mode " + mode + " needs postgres.tls.root_certificate, a PEM file");
      }
    }

    /** As PostgreSQL's own clients call them. */
    public enum Mode {
      DISABLE(false),
      PREFER(false),
      REQUIRE(false),
      VERIFY_CA(true),
      VERIFY_FULL(true);

      private final boolean checks;

      Mode(boolean checks) {
        this.checks = checks;
      }

      @Override
      public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
      }
    }
  }

  /** The usual limits. */
  public static PostgresConfig at(
      String url, String user, String passwordEnv, String schema, Tls tls) {
    return new PostgresConfig(
        url,
        user,
        passwordEnv,
        schema,
        tls,
        4,
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        5,
        Map.of("attributed_checkouts", schema + ".attributed_checkouts"));
  }

  /** For the driver, password included: never to be logged. */
  Properties driverProperties() {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    if (passwordEnv != null) {
      String password = System.getenv(passwordEnv);
      if (password == null || password.isEmpty()) {
        throw new IllegalStateException(
            "postgres: the environment variable "
                + passwordEnv
                + " (postgres.password_env) is "
                + (password == null ? "not set" : "empty")
                + "; it must hold the password of the user "
                + user);
      }
      properties.setProperty("password", password);
    }
    properties.setProperty("ApplicationName", "eventmill");
    properties.setProperty("sslmode", tls.mode().toString());
    if (tls.rootCertificate() != null) {
      properties.setProperty("sslrootcert", tls.rootCertificate());
    }
    String connect = Long.toString(Math.max(1, connectTimeout.toSeconds()));
    properties.setProperty("connectTimeout", connect);
    properties.setProperty("loginTimeout", connect);
    // The server gives a statement up first; this is for a server that has gone silent.
    properties.setProperty("socketTimeout", Long.toString(queryTimeout.toSeconds() + 10));
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }
}
