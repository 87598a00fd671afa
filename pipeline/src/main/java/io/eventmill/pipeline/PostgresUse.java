package io.eventmill.pipeline;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The PostgreSQL database of a pipeline's relational store.
 *
 * @param url as {@code jdbc:postgresql://host:5432/database}
 * @param passwordEnv the environment variable that holds the password; empty: none is sent
 * @param schema where the tables are that results are written to
 * @param tlsMode as PostgreSQL's own clients call it
 * @param rootCertificate PEM file of the authority to trust; null: none is asked for
 */
public record PostgresUse(
    String url,
    String user,
    String passwordEnv,
    String schema,
    String tlsMode,
    String rootCertificate)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public static final List<String> TLS_MODES =
      List.of("disable", "prefer", "require", "verify-ca", "verify-full");

  private static final Pattern URL = Pattern.compile("jdbc:postgresql:(//)?[^\\s?]+(\\?\\S*)?");
  private static final Pattern SECRET = Pattern.compile("(?i)[?&](ssl)?password=");
  private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  /** A database on this machine. */
  public static PostgresUse local() {
    return new PostgresUse(
        "jdbc:postgresql://localhost:5432/postgres",
        "postgres",
        "POSTGRES_PASSWORD",
        "commerce",
        "prefer",
        null);
  }

  public static PostgresUse read(Section section) {
    PostgresUse usual = local();
    String url = section.text("url", usual.url());
    if (SECRET.matcher(url).find()) { // and is not to be shown
      section.problem(
          "url",
          "holds a password; put it into an environment variable and name that in password_env");
    } else if (!URL.matcher(url).matches()) {
      section.problem(
          "url", "'" + url + "' is not the URL of a database; one looks like " + usual.url());
    }
    String schema = section.text("schema", usual.schema());
    if (!SCHEMA.matcher(schema).matches()) {
      section.problem(
          "schema",
          "'" + schema + "' is not a schema; lower-case letters, digits and '_', up to 63");
    }
    String mode;
    String root;
    try (Section tls = section.section("tls")) {
      mode = tls.oneOf("mode", usual.tlsMode(), TLS_MODES);
      root = tls.optionalText("root_certificate");
      if (mode.startsWith("verify") && root == null) {
        tls.problem(
            "mode", "'" + mode + "' needs root_certificate, a PEM file of the authority to trust");
      }
    }
    return new PostgresUse(
        url,
        section.text("user", usual.user()),
        section.text("password_env", usual.passwordEnv()),
        schema,
        mode,
        root);
  }
}
