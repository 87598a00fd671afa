package io.eventmill.query.pages;

import io.eventmill.query.http.Encodings;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;

/**
 * Serves one file. It is read when it is first asked for, off the event loop, and kept: all of them
 * together are 2 MB.
 */
final class PageHandler implements Handler<RoutingContext> {
  /** Nothing from elsewhere, nothing inline, no eval, not inside another's frame. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private final String resource;
  private volatile PageFile file;

  PageHandler(String resource) {
    this.resource = resource;
  }

  @Override
  public void handle(RoutingContext ctx) {
    PageFile known = file;
    if (known != null) {
      send(ctx, known);
      return;
    }
    ctx.vertx()
        .executeBlocking(() -> PageFile.read(resource), false)
        .onSuccess(read -> send(ctx, file = read))
        .onFailure(ctx::fail);
  }

  private static void send(RoutingContext ctx, PageFile file) {
    HttpServerResponse response = ctx.response();
    response
        .putHeader(HttpHeaders.ETAG, file.etag())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache") // keep, but ask whether it still holds
        .putHeader(HttpHeaders.VARY, "Accept-Encoding")
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("Referrer-Policy", "same-origin")
        .putHeader("X-Content-Type-Options", "nosniff");
    if (isKnown(ctx.request().getHeader(HttpHeaders.IF_NONE_MATCH), file.etag())) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, file.contentType());
    boolean gzip =
        file.gzip() != null
            && Encodings.takesGzip(ctx.request().getHeader(HttpHeaders.ACCEPT_ENCODING));
    if (gzip) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    response.end(gzip ? file.gzip() : file.plain());
  }

  private static boolean isKnown(String ifNoneMatch, String etag) {
    return ifNoneMatch != null
        && Arrays.stream(ifNoneMatch.split(","))
            .map(tag -> tag.strip().replaceFirst("^W/", ""))
            .anyMatch(tag -> tag.equals(etag) || tag.equals("*"));
  }
}
