package io.eventmill.query;

import io.eventmill.pipeline.Guess;
import io.eventmill.query.audit.AuditConfig;
import io.eventmill.query.audit.AuditReport;
import io.eventmill.query.audit.Auditor;
import io.eventmill.query.audit.MinuteTally;
import io.eventmill.query.http.Answer;
import io.eventmill.query.http.Answer.Piece;
import io.eventmill.query.http.Media;
import io.eventmill.query.http.Params;
import io.eventmill.query.http.Params.Bound;
import io.eventmill.query.http.Question;
import java.time.Clock;
import java.util.List;

/** {@code GET /api/audit}: accepted = stored + failed + duplicate + filtered + in flight. */
final class AuditQuestion implements Question {
  private static final int MINUTES_DEFAULT = 60;
  private static final long MINUTE_MICROS = 60_000_000;

  private final Auditor auditor;
  private final Bound minutesMax;
  private final Clock clock;

  AuditQuestion(Auditor auditor, AuditConfig config, Clock clock) {
    this.auditor = auditor;
    this.minutesMax = new Bound(config.minutesMax(), "audit.minutes_max");
    this.clock = clock;
  }

  @Override
  public String path() {
    return "/api/audit";
  }

  @Override
  public List<String> parameters() {
    return List.of("source", "from", "to", "minutes");
  }

  @Override
  public Answer ask(Params params, Media media) {
    String source = params.one("source");
    if (source != null && !auditor.sources().contains(source)) {
      params.problem(
          "source",
          "'%s' is no source of this server%s"
              .formatted(source, Guess.among(source, auditor.sources())));
    }
    long from = minute(params, "from", 0, 0);
    long to = minute(params, "to", MINUTE_MICROS - 1, Long.MAX_VALUE);
    int otherwise = (int) Math.min(MINUTES_DEFAULT, minutesMax.max());
    int listed = params.number("minutes", otherwise, minutesMax);
    return () -> {
      AuditReport report = auditor.report(source, from, to);
      List<MinuteTally> minutes = newest(report.minutes(), listed);
      return Piece.last(
          media == Media.CSV ? AuditAnswers.csv(minutes) : AuditAnswers.json(report, minutes));
    };
  }

  /** The newest minutes, and those of all that do not add up. */
  private static List<MinuteTally> newest(List<MinuteTally> all, int listed) {
    List<Long> minutes = all.stream().map(MinuteTally::minute).distinct().toList();
    long since = minutes.size() <= listed ? 0 : minutes.get(minutes.size() - listed);
    return all.stream().filter(m -> m.minute() >= since || !m.tally().addsUp()).toList();
  }

  /** The time's minute, after adding so much to it. */
  private long minute(Params params, String name, long add, long otherwise) {
    String text = params.one(name);
    if (text == null) {
      return otherwise;
    }
    try {
      return Math.floorDiv(TimeText.micros(text, clock) + add, MINUTE_MICROS);
    } catch (IllegalArgumentException e) {
      params.problem(name, e.getMessage());
      return otherwise;
    }
  }
}
