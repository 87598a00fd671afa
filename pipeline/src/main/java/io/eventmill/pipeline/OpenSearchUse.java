package io.eventmill.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The OpenSearch or Elasticsearch cluster of a pipeline's store of events.
 *
 * @param urls of its nodes, e.g. {@code https://search-1:9200}
 * @param prefix what the names of its indices begin with
 * @param user null: none is named
 * @param passwordEnv the environment variable that holds the password; null without a user
 * @param rootCertificate PEM file of the authority to trust; null: those that the JVM trusts
 */
public record OpenSearchUse(
    List<String> urls, String prefix, String user, String passwordEnv, String rootCertificate) {
  private static final Pattern URL = Pattern.compile("https?://[^\\s/@,]+/?");
  private static final Pattern PREFIX = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

  public OpenSearchUse {
    urls = List.copyOf(urls);
  }

  /** A node on this machine that asks for no password. */
  public static OpenSearchUse local() {
    return new OpenSearchUse(List.of("http://localhost:9200"), "eventmill-", null, null, null);
  }

  static OpenSearchUse read(Section section) {
    OpenSearchUse usual = local();
    String url = section.text("url", usual.urls().get(0));
    List<String> urls = Arrays.stream(url.split(",", -1)).map(String::trim).toList();
    for (String one : urls) {
      if (one.contains("@")) { // and is not to be shown
        section.problem("url", "holds a user or password; name them under user and password_env");
      } else if (!URL.matcher(one).matches()) {
        section.problem(
            "url",
            "'"
                + one
                + "' is not the URL of a node; one looks like "
                + usual.urls().get(0)
                + ", several stand with commas between them");
      }
    }
    String prefix = section.text("prefix", usual.prefix());
    if (!PREFIX.matcher(prefix).matches()) {
      section.problem(
          "prefix",
          "'"
              + prefix
              + "' cannot begin the name of an index; a-z, 0-9, '.', '_' and '-', up to"
              + " 100, a letter or digit first");
    }
    String user = section.optionalText("user");
    String passwordEnv = section.optionalText("password_env");
    if ((user == null) != (passwordEnv == null)) {
      section.problem(
          user == null ? "user" : "password_env",
          "is missing; user and password_env belong together");
    }
    String root;
    try (Section tls = section.section("tls")) {
      root = tls.optionalText("root_certificate");
    }
    return new OpenSearchUse(urls, prefix, user, passwordEnv, root);
  }
}
