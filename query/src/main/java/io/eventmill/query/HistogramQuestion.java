package io.eventmill.query;

import io.eventmill.query.http.Answer;
import io.eventmill.query.http.Answer.Piece;
import io.eventmill.query.http.ApiException;
import io.eventmill.query.http.BadParameter;
import io.eventmill.query.http.Media;
import io.eventmill.query.http.Params;
import io.eventmill.store.EventFilter;
import java.util.List;

/** {@code GET /api/events/histogram}: counts over time, whole or split by a field. */
final class HistogramQuestion extends StoreQuestion {
  private static final int BUCKETS_DEFAULT = 60;
  private static final int SERIES_DEFAULT = 10;
  private static final String AUTO = "auto";

  HistogramQuestion(Store store) {
    super(store);
  }

  @Override
  public String path() {
    return "/api/events/histogram";
  }

  @Override
  public List<String> parameters() {
    return with(FilterParams.NAMES, "interval", "buckets", "by", "series");
  }

  @Override
  public Answer ask(Params params, Media media) {
    EventFilter filter = filter(params);
    long interval = interval(params);
    int buckets = params.number("buckets", BUCKETS_DEFAULT, config().buckets());
    String by = field(params, "by");
    int series = params.number("series", SERIES_DEFAULT, config().series());
    return () -> {
      Span span = Span.of(filter, reader());
      Histogram histogram =
          span == null
              ? Histogram.empty(interval == 0 ? Interval.micros("1m") : interval, by)
              : counted(filter, span, new Cut(interval, buckets, by, series));
      return Piece.last(media == Media.CSV ? histogram.csv() : histogram.json());
    };
  }

  private Histogram counted(EventFilter filter, Span span, Cut cut) {
    long interval = cut.interval == 0 ? Interval.fitting(span.micros(), cut.buckets) : cut.interval;
    double count = Math.ceil(span.micros() / interval);
    if (count > config().bucketsMax()) {
      throw tooMany(span, interval, count);
    }
    Series series = new Series(reader(), filter, cut.by, interval);
    return new Histogram(interval, span, cut.by, series.rows(cut.series));
  }

  private static long interval(Params params) {
    String text = params.one("interval");
    if (text == null || text.equals(AUTO)) {
      return 0;
    }
    long interval = Interval.micros(text);
    if (interval == 0) {
      params.problem(
          "interval", "'" + text + "' is no length of time; " + Interval.EXPECTED + " Or auto.");
    }
    return interval;
  }

  private ApiException tooMany(Span span, long interval, double count) {
    long fitting = Interval.fitting(span.micros(), config().bucketsMax());
    String message =
        "%s cuts %s to %s into %.0f buckets, %s Write interval=%s, interval=auto or a shorter time."
            .formatted(
                Interval.text(interval),
                IsoTime.ofMicros(span.fromMicros()),
                IsoTime.ofMicros(span.toMicros()),
                count,
                config().buckets().atMost(),
                Interval.text(fitting));
    return ApiException.badParameters(
        List.of(new BadParameter("interval", message, config().buckets().max())));
  }

  /**
   * How the time is cut.
   *
   * @param interval 0 = whatever gives about {@code buckets} buckets
   */
  private record Cut(long interval, int buckets, String by, int series) {}
}
