package io.eventmill.query.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One question over HTTP: checks the request on the event loop, has the rest done by a worker. */
public final class QuestionHandler implements Handler<RoutingContext> {
  static final String FORMAT = "format";

  private final Question question;
  private final Workers workers;

  public QuestionHandler(Question question, Workers workers) {
    this.question = question;
    this.workers = workers;
  }

  @Override
  public void handle(RoutingContext ctx) {
    try {
      Params params = params(ctx);
      if (!question.ignoresUnknown()) {
        params.onlyKnown(known());
      }
      Media media = media(ctx.request(), params);
      Answer answer = question.ask(params, media);
      if (!params.problems().isEmpty()) {
        throw ApiException.badParameters(params.problems());
      }
      boolean gzip = Encodings.takesGzip(ctx.request().getHeader(HttpHeaders.ACCEPT_ENCODING));
      ctx.response()
          .putHeader(HttpHeaders.CONTENT_TYPE, media.contentType())
          .putHeader(HttpHeaders.VARY, "Accept, Accept-Encoding");
      new Sending(ctx, workers, question, new Sending.Made(answer, gzip)).start();
    } catch (RuntimeException e) {
      Errors.send(ctx, question, Errors.explain(ctx, e));
    }
  }

  private Params params(RoutingContext ctx) {
    if (question.takesData()) {
      return new Params(ctx.pathParams(), query(ctx), JsonBody.bytes(ctx));
    }
    boolean post = question.method() == HttpMethod.POST;
    return new Params(ctx.pathParams(), post ? JsonBody.read(ctx) : query(ctx));
  }

  /** What the contract lists for this question: its own parameters and the form of the answer. */
  List<String> known() {
    if (question.media().size() == 1) {
      return question.parameters();
    }
    List<String> known = new java.util.ArrayList<>(question.parameters());
    known.add(FORMAT);
    return known;
  }

  private static MultiMap query(RoutingContext ctx) {
    try {
      return ctx.queryParams();
    } catch (RuntimeException e) { // a '%' that is no escape
      throw ApiException.of(
          400,
          "bad_parameter",
          "The query string '"
              + ctx.request().query()
              + "' has a '%' that begins no escape such as"
              + " %20; write %25 for a percent sign.");
    }
  }

  private Media media(HttpServerRequest request, Params params) {
    Set<Media> offered = question.media();
    String accept = String.join(",", request.headers().getAll(HttpHeaders.ACCEPT));
    if (offered.contains(Media.CSV)) {
      String format = params.choice(FORMAT, null, List.of("json", "csv"));
      if (format != null) {
        return format.equals("csv") ? Media.CSV : Media.JSON;
      }
    }
    Media media = Media.choose(accept, offered);
    if (media == null) {
      String forms =
          EnumSet.copyOf(offered).stream()
              .map(m -> m.contentType().replaceAll(";.*", ""))
              .collect(Collectors.joining(" or "));
      throw ApiException.of(
          406, "not_acceptable", "Accept: '" + accept + "' cannot be had here; ask for " + forms);
    }
    return media;
  }
}
