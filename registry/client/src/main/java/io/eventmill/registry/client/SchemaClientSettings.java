package io.eventmill.registry.client;

import java.io.Serializable;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * Where the registry is and how patient its user is.
 *
 * @param urls one registry, each of its addresses; a path is kept, e.g. {@code
 *     http://host/apis/ccompat/v7}
 * @param user for Basic authentication; null: none
 * @param password never printed
 * @param limits how long, how often, how much
 */
public record SchemaClientSettings(
    List<URI> urls, String user, String password, SchemaClientLimits limits)
    implements Serializable {
  public SchemaClientSettings {
    urls = List.copyOf(urls);
    Objects.requireNonNull(limits, "limits is null");
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("no URL of a schema registry");
    }
    urls.forEach(SchemaClientSettings::check);
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException("a user needs a password, and a password a user");
    }
  }

  public static SchemaClientSettings of(String url) {
    return new SchemaClientSettings(
        List.of(URI.create(url)), null, null, SchemaClientLimits.defaults());
  }

  public SchemaClientSettings withBasicAuth(String newUser, String newPassword) {
    return new SchemaClientSettings(urls, newUser, newPassword, limits);
  }

  public SchemaClientSettings withLimits(SchemaClientLimits newLimits) {
    return new SchemaClientSettings(urls, user, password, newLimits);
  }

  private static void check(URI url) {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http || url.getHost() == null || url.getQuery() != null || url.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "'%s' is not the URL of a schema registry; one looks like http://host:8081"
              .formatted(url.getUserInfo() == null ? url : "(a URL with a password in it)"));
    }
  }

  /** For the log: without the password. */
  @Override
  public String toString() {
    return "registry " + urls + (user == null ? "" : " as " + user) + ", " + limits;
  }
}
