package io.eventmill.query;

import io.eventmill.pipeline.Source;
import io.eventmill.query.audit.AuditConfig;
import io.eventmill.query.audit.Auditor;
import io.eventmill.query.http.ApiException;
import io.eventmill.query.http.Errors;
import io.eventmill.query.http.Question;
import io.eventmill.query.http.QuestionHandler;
import io.eventmill.query.http.Workers;
import io.eventmill.query.pages.Pages;
import io.eventmill.store.EventStore;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/**
 * The read side over HTTP, for mounting on any number of routers and event loops. Holds no state
 * but the worker threads on which the store is asked: if it dies, questions die with it and nothing
 * else.
 */
public final class QueryRoutes implements AutoCloseable {
  private final List<Question> questions;
  private final Workers workers;
  private final Pages pages = new Pages();

  private QueryRoutes(List<Question> questions, Workers workers) {
    this.questions = questions;
    this.workers = workers;
  }

  /**
   * Starts nothing that runs by itself; threads come with the first question.
   *
   * @param sources as the pipeline file has them; told to those who want to send their first event
   * @param auditor can tell whether every event is accounted for
   */
  public static QueryRoutes over(
      EventStore store,
      List<Source> sources,
      Auditor auditor,
      QueryConfig config,
      AuditConfig audit,
      Clock clock) {
    Objects.requireNonNull(store, "store is null");
    Objects.requireNonNull(clock, "clock is null");
    return new QueryRoutes(
        questions(
            new Store(store.reader(), store.failures(), store.ledger(), config, clock),
            sources,
            new AuditQuestion(auditor, audit, clock)),
        new Workers(config.threads(), config.queueMax(), config.timeout()));
  }

  /** What can be asked. Fixed paths stand before the one with a variable. */
  private static List<Question> questions(Store store, List<Source> sources, AuditQuestion audit) {
    return List.of(
        new EventsQuestion(store),
        new CountQuestion(store),
        new HistogramQuestion(store),
        new TopQuestion(store),
        new EventQuestion(store),
        new FieldsQuestion(store),
        new SourcesQuestion(sources),
        new FailedQuestion(store),
        audit);
  }

  public void mount(Router router) {
    pages.mount(router);
    for (Question question : questions) {
      String path = question.path().replaceAll("\\{(\\w+)}", ":$1");
      router.get(path).handler(new QuestionHandler(question, workers));
      router.route(path).handler(QueryRoutes::wrongMethod);
    }
  }

  private static void wrongMethod(RoutingContext ctx) {
    ctx.response().putHeader(HttpHeaders.ALLOW, "GET");
    Errors.send(
        ctx,
        ApiException.of(
            405,
            "method_not_allowed",
            ctx.request().method() + " " + ctx.request().path() + " is not there; use GET."));
  }

  List<Question> questions() {
    return questions;
  }

  /** Lets running questions go. Close the HTTP door first. */
  @Override
  public void close() {
    workers.close();
  }
}
