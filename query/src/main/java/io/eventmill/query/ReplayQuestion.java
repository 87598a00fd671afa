package io.eventmill.query;

import io.eventmill.query.heal.ReplayCursor;
import io.eventmill.query.heal.ReplayException;
import io.eventmill.query.heal.ReplayOrder;
import io.eventmill.query.heal.ReplayReport;
import io.eventmill.query.heal.Replays;
import io.eventmill.query.http.Answer;
import io.eventmill.query.http.Answer.Piece;
import io.eventmill.query.http.ApiException;
import io.eventmill.query.http.Media;
import io.eventmill.query.http.Params;
import io.eventmill.store.FailedFilter;
import io.eventmill.topics.TopicException;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code POST /api/failed/replay}: failed events once more, or what would become of them. */
final class ReplayQuestion extends StoreQuestion {
  private static final int RETRY_SECONDS = 5;

  private final Replays replays;

  ReplayQuestion(Store store, Replays replays) {
    super(store);
    this.replays = replays;
  }

  @Override
  public String path() {
    return "/api/failed/replay";
  }

  @Override
  public HttpMethod method() {
    return HttpMethod.POST;
  }

  @Override
  public List<String> parameters() {
    return with(FailedParams.NAMES, "all", "limit", "cursor", "dry_run");
  }

  @Override
  public Set<Media> media() {
    return Set.of(Media.JSON);
  }

  @Override
  public Answer ask(Params params, Media media) {
    FailedFilter filter = FailedParams.read(params, clock(), false);
    boolean all = Boolean.TRUE.equals(FailedParams.flag(params, "all"));
    boolean dryRun = Boolean.TRUE.equals(FailedParams.flag(params, "dry_run"));
    if (all != filter.equals(FailedFilter.ALL.notReplayed()) && params.problems().isEmpty()) {
      params.problem(
          "all",
          all
              ? "does not go with a filter; leave one of them out."
              : "is not true and there is no filter; name id, source, reason, from or to, or send"
                  + " \"all\":true.");
    }
    int limit = params.number("limit", config().replayMax(), config().replays());
    Duration patience = config().timeout().dividedBy(2);
    ReplayOrder order = new ReplayOrder(filter, limit, cursor(params), patience);
    return () -> {
      ReplayReport report = work(order, dryRun);
      return Piece.last(ReplayJson.of(report, dryRun));
    };
  }

  private ReplayReport work(ReplayOrder order, boolean dryRun) {
    try {
      return dryRun ? replays.tryOut(order) : replays.replay(order);
    } catch (ReplayException e) {
      throw switch (e.kind()) {
        case RUNNING -> ApiException.of(409, "replay_running", sentence(e));
        case BEHIND -> ApiException.busy("ledger_behind", sentence(e), RETRY_SECONDS);
        case NOT_READY -> ApiException.busy("not_ready", sentence(e), RETRY_SECONDS);
        case LOG_AWAY -> ApiException.busy("log_away", sentence(e), RETRY_SECONDS);
      };
    } catch (TopicException e) {
      throw ApiException.busy("log_away", sentence(e), RETRY_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiException.busy("interrupted", "The replay was interrupted; ask again.", 1);
    }
  }

  private static String sentence(Exception e) {
    String message = String.valueOf(e.getMessage());
    return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
  }

  private static ReplayCursor cursor(Params params) {
    String text = params.one("cursor");
    ReplayCursor cursor = text == null ? null : ReplayCursor.parse(text);
    if (text != null && cursor == null) {
      params.problem(
          "cursor",
          "'" + text + "' is no cursor; take it from 'next' of the answer before, whole.");
    }
    return cursor;
  }
}
