package io.eventmill.pipeline;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * Which schema registry a pipeline asks, and what happens to events whose schema it does not know.
 *
 * @param url null: the one of this process
 * @param user for Basic authentication; null: none
 * @param passwordEnv the environment variable that holds the password; null: none
 * @param waits true: events wait on the raw topic until the schema is there; false: they fail
 */
public record RegistryUse(String url, String user, String passwordEnv, boolean waits) {
  public static RegistryUse embedded() {
    return new RegistryUse(null, null, null, true);
  }

  static RegistryUse read(Section section) {
    String url = section.optionalText("url");
    if (url != null && !isUrl(url)) {
      section.problem(
          "url", "'" + url + "' is not the URL of a registry; one looks like http://host:8081");
    }
    String user = section.optionalText("user");
    String passwordEnv = section.optionalText("password_env");
    if ((user == null) != (passwordEnv == null)) {
      section.problem(
          user == null ? "password_env" : "user",
          "user and password_env (the environment variable that holds the password) go together");
    } else if (user != null && url == null) {
      section.problem("user", "is for a registry elsewhere; give its url, too");
    }
    String unknown = section.oneOf("when_unknown", "wait", List.of("wait", "fail"));
    return new RegistryUse(url, user, passwordEnv, unknown.equals("wait"));
  }

  private static boolean isUrl(String text) {
    try {
      URI uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return http && uri.getHost() != null && uri.getQuery() == null && uri.getUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
