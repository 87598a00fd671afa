package io.eventmill.event;

import java.util.Objects;

/**
 * One row of a pipeline's result: a window's count, an attributed conversion. The newest state of
 * it: a later row of the same result, version and id takes its place.
 *
 * @param result which result of the pipeline, e.g. {@code events_aggregation}
 * @param version of the result's definition; rows of two versions do not mix
 * @param id names the row, e.g. the conversion's id
 * @param timeMicros event time that the row stands for (a window's start, a conversion's time),
 *     epoch microseconds
 * @param json the row as one JSON object, UTF-8
 */
public record ResultRow(String result, String version, String id, long timeMicros, byte[] json) {
  public ResultRow {
    Objects.requireNonNull(result, "result is null");
    Objects.requireNonNull(version, "version is null");
    Objects.requireNonNull(id, "id is null");
    Objects.requireNonNull(json, "json is null");
  }
}
