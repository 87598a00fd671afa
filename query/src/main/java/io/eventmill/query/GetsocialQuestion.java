package io.eventmill.query;

import io.eventmill.query.http.ApiException;
import io.eventmill.query.http.Media;
import io.eventmill.query.http.Params;
import io.eventmill.query.http.Question;
import java.util.List;
import java.util.Set;

/**
 * A question under {@code /getsocial/events/}: the API of an older system, to the letter, so that
 * its clients need not change. Both ends of a time range are included, errors have its envelope,
 * parameters it does not know are ignored.
 */
abstract class GetsocialQuestion implements Question {
  static final String MISSING =
      "Event Type / Start time / End time is missing /invalid. please check input parameters again";
  static final String TURNED_ROUND =
      "Start time must be less than end time. Please check input params";

  private static final long EARLIEST = -62_135_596_800L; // 0001-01-01T00:00:00Z
  private static final long LATEST = 253_402_300_799L; // 9999-12-31T23:59:59Z

  private final List<String> sources;
  private final GetsocialEnvelope envelope;

  GetsocialQuestion(List<String> sources, GetsocialEnvelope envelope) {
    this.sources = List.copyOf(sources);
    this.envelope = envelope;
  }

  final List<String> sources() {
    return sources;
  }

  final GetsocialEnvelope envelope() {
    return envelope;
  }

  @Override
  public final Set<Media> media() {
    return Set.of(Media.JSON);
  }

  @Override
  public final boolean ignoresUnknown() {
    return true;
  }

  @Override
  public final byte[] body(ApiException error) {
    return envelope.failure(error.getMessage());
  }

  final GetsocialRange range(Params params, boolean needsType) {
    if (sources.isEmpty()) {
      throw ApiException.notFound(
          "No app's events are taken in here: these paths answer about the sources of the pipeline"
              + " event-counts, which does not run. Start it with ./eventmill run"
              + " pipelines/event-counts");
    }
    String type = given(params, "event_type");
    String start = given(params, "start_time");
    String end = given(params, "end_time");
    if ((needsType && type == null) || start == null || end == null) {
      throw bad(MISSING);
    }
    long from = seconds("start_time", start);
    long to = seconds("end_time", end);
    if (from > to) {
      throw bad(TURNED_ROUND);
    }
    return new GetsocialRange(type, from, to);
  }

  /** The parameter's first value, as it is; null when absent or blank. */
  static String given(Params params, String name) {
    String value = params.first(name);
    return value == null || value.isBlank() ? null : value;
  }

  static ApiException bad(String reason) {
    return ApiException.of(400, "bad_parameter", reason);
  }

  private static long seconds(String name, String text) {
    String number = text.strip();
    if (!number.matches("-?[0-9]+")) {
      throw bad(name + ": '" + text + "' is not a whole number of Unix seconds");
    }
    String digits = number.replaceFirst("^-?0*", "");
    long seconds = digits.length() > 12 ? Long.MAX_VALUE : Long.parseLong(number);
    if (seconds < EARLIEST || seconds > LATEST) {
      throw bad(
          name
              + ": '"
              + text
              + "' is outside the years 1 to 9999; give Unix seconds (not milliseconds), from "
              + EARLIEST
              + " to "
              + LATEST);
    }
    return seconds;
  }
}
