package io.eventmill.query.pages;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Everything a browser can get from us, by path. A closed list: no path of a request is ever turned
 * into a file's name.
 */
public final class Pages {
  private static final String OURS = "io/eventmill/query/pages/";
  private static final List<String> DASHBOARD =
      List.of(
          "base.css",
          "parts.css",
          "login.css",
          "main.js",
          "api.js",
          "chart.js",
          "colors.js",
          "empty.js",
          "events.js",
          "failed.js",
          "filters.js",
          "json-view.js",
          "ledger.js",
          "numbers.js",
          "results.js",
          "series.js",
          "session.js",
          "state.js",
          "times.js",
          "top.js");
  private static final List<String> DOCS = List.of("docs.css", "docs.js");
  private static final List<String> SWAGGER = List.of("swagger-ui.css", "swagger-ui-bundle.js");
  private static final List<String> LIT =
      List.of("lit-html.js", "directive.js", "directive-helpers.js", "directives/repeat.js");

  private final Map<String, PageHandler> handlers = new LinkedHashMap<>();

  public Pages() {
    Properties versions = versions();
    put("/", OURS + "dashboard/index.html");
    put("/docs", OURS + "docs/index.html");
    put("/openapi.yaml", OURS + "openapi.yaml");
    put("/assets/icon.svg", OURS + "icon.svg");
    DASHBOARD.forEach(f -> put("/assets/dashboard/" + f, OURS + "dashboard/" + f));
    DOCS.forEach(f -> put("/assets/docs/" + f, OURS + "docs/" + f));
    SWAGGER.forEach(f -> put("/assets/swagger-ui/" + f, webJar(versions, "swagger-ui", f)));
    LIT.forEach(f -> put("/assets/lit-html/" + f, webJar(versions, "lit-html", f)));
  }

  public void mount(Router router) {
    handlers.forEach(
        (path, handler) ->
            router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler));
  }

  private void put(String path, String resource) {
    handlers.put(path, new PageHandler(resource));
  }

  private static String webJar(Properties versions, String name, String file) {
    return "META-INF/resources/webjars/" + name + "/" + versions.getProperty(name) + "/" + file;
  }

  /** A WebJar's paths have its version in them; the build writes it down. */
  private static Properties versions() {
    Properties versions = new Properties();
    String resource = "/" + OURS + "webjars.properties";
    try (InputStream in = Pages.class.getResourceAsStream(resource)) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
    return versions;
  }
}
