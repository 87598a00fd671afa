package io.eventmill.query;

import io.eventmill.pipeline.Source;
import io.eventmill.query.audit.AuditConfig;
import io.eventmill.query.heal.Replays;
import io.eventmill.query.http.ApiException;
import io.eventmill.query.http.Errors;
import io.eventmill.query.http.Question;
import io.eventmill.query.http.QuestionHandler;
import io.eventmill.query.http.Workers;
import io.eventmill.query.pages.Pages;
import io.eventmill.store.ResultStore;
import io.eventmill.store.SearchStore;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The read side over HTTP, for mounting on any number of routers and event loops. Holds no state
 * but the worker threads on which the store is asked: if it dies, questions die with it and nothing
 * else.
 */
public final class QueryRoutes implements AutoCloseable {
  private final List<Question> questions;
  private final Workers workers;
  private final Replays replays;
  private final BodyHandler bodies;
  private final BodyHandler data;
  private final Pages pages = new Pages();
  private volatile Answered answered = (path, status, nanos) -> {};

  private QueryRoutes(QueryParts parts, QueryConfig config, AuditConfig audit, Clock clock) {
    Map<String, String> rawTopics = new HashMap<>();
    parts.sources().forEach(s -> rawTopics.put(s.name(), s.topics().raw()));
    this.workers = new Workers(config.threads(), config.queueMax(), config.timeout());
    this.replays =
        new Replays(parts.store(), parts.kafka(), rawTopics, parts.trial(), config.replayLimits());
    this.bodies = BodyHandler.create(false).setBodyLimit(config.bodyMax());
    this.data = BodyHandler.create(false).setBodyLimit(config.tableBodyMax());
    SearchStore s = parts.store();
    EventCounts counts = new EventCounts(s.reader(), parts.results(), System::nanoTime);
    Store store = new Store(s.reader(), s.failures(), s.ledger(), counts, config, clock);
    this.questions =
        questions(
            store,
            parts.sources(),
            replays,
            new AuditQuestion(parts.auditor(), audit, clock),
            new TraceQuestion(parts.tracer()),
            parts.appSources(),
            parts.results(),
            new TableQuestion(parts.tables()),
            new SqlQuestions(
                s.sql(), parts.results(), s instanceof ResultStore r ? r.results() : null));
  }

  /** Starts nothing that runs by itself; threads come with the first question. */
  public static QueryRoutes over(
      QueryParts parts, QueryConfig config, AuditConfig audit, Clock clock) {
    return new QueryRoutes(parts, config, audit, Objects.requireNonNull(clock, "clock is null"));
  }

  /** What can be asked. Fixed paths stand before the one with a variable. */
  private static List<Question> questions(
      Store store,
      List<Source> sources,
      Replays replays,
      AuditQuestion audit,
      TraceQuestion trace,
      List<String> appSources,
      List<Results> results,
      TableQuestion tables,
      SqlQuestions sql) {
    GetsocialEnvelope envelope = new GetsocialEnvelope(store.clock());
    List<Question> all = new ArrayList<>();
    all.addAll(
        List.of(
            new EventsQuestion(store),
            new CountQuestion(store),
            new HistogramQuestion(store),
            new TopQuestion(store),
            trace,
            new EventQuestion(store),
            new FieldsQuestion(store),
            new SourcesQuestion(sources),
            new FailedQuestion(store),
            new ReplayQuestion(store, replays),
            FailedEventQuestion.body(store),
            FailedEventQuestion.event(store),
            audit,
            new GetsocialCount(appSources, store.counts(), envelope),
            new GetsocialEvents(appSources, store.reader(), store.config(), envelope)));
    all.add(new UsageQuestion(store));
    all.add(sql);
    all.add(tables);
    all.add(new ResultNamesQuestion(results));
    for (Results kind : results) {
      all.add(new ResultsQuestion(store, kind));
      all.add(new ResultRowQuestion(store, kind));
    }
    return List.copyOf(all);
  }

  public void mount(Router router) {
    pages.mount(router);
    for (Question question : questions) {
      // a route without a slash at its end is also the one with it
      String path = question.path().replaceAll("\\{(\\w+)}", ":$1").replaceFirst("/$", "");
      Route route = router.route(question.method(), path);
      if (question.method() == HttpMethod.POST) {
        route
            .handler(question.takesData() ? data : bodies)
            .failureHandler(ctx -> badBody(ctx, question.takesData()));
      }
      QuestionHandler handler = new QuestionHandler(question, workers);
      route.handler(ctx -> timed(question.path(), handler, ctx));
      router.route(path).handler(ctx -> wrongMethod(ctx, question));
    }
  }

  private void timed(String path, QuestionHandler handler, RoutingContext ctx) {
    long begun = System.nanoTime();
    ctx.addEndHandler(
        end -> answered.answered(path, ctx.response().getStatusCode(), System.nanoTime() - begun));
    handler.handle(ctx);
  }

  /** Is told of each answer, on the event loops. */
  public interface Answered {
    /**
     * @param path as the contract has it
     * @param nanos from the whole question to the end of its answer
     */
    void answered(String path, int status, long nanos);
  }

  public void onAnswer(Answered listener) {
    answered = listener;
  }

  /** What is refused before a question sees it. */
  private static void badBody(RoutingContext ctx, boolean data) {
    String setting = data ? "query.table_body_max" : "query.body_max";
    Errors.send(
        ctx,
        ctx.statusCode() == 413
            ? ApiException.of(413, "body_too_large", "The body is too large (" + setting + ").")
            : ApiException.of(400, "bad_body", "The body could not be read."));
  }

  private static void wrongMethod(RoutingContext ctx, Question question) {
    HttpMethod right = question.method();
    ctx.response().putHeader(HttpHeaders.ALLOW, right.name());
    Errors.send(
        ctx,
        question,
        ApiException.of(
            405,
            "method_not_allowed",
            ctx.request().method()
                + " "
                + ctx.request().path()
                + " is not there; use "
                + right
                + "."));
  }

  List<Question> questions() {
    return questions;
  }

  /** Lets running questions go. Close the HTTP door first. */
  @Override
  public void close() {
    workers.close();
    replays.close();
  }
}
