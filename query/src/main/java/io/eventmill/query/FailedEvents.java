package io.eventmill.query;

import io.eventmill.event.FailedEvent;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.store.StoredFailure;
import java.util.List;

/** Failed events as an answer: what was wrong, what to do, and the beginning of what was sent. */
final class FailedEvents {
  private FailedEvents() {}

  static void json(StoredFailure stored, StringBuilder out) {
    FailedEvent failed = stored.failed();
    out.append("{\"id\":").append(JsonStrings.quote(failed.id()));
    out.append(",\"source\":").append(JsonStrings.quote(failed.source()));
    out.append(",\"stage\":").append(JsonStrings.quote(failed.stage()));
    out.append(",\"reason\":\"").append(failed.reason().name());
    out.append("\",\"message\":").append(JsonStrings.quote(failed.message()));
    out.append(",\"remedy\":").append(JsonStrings.quote(failed.reason().remedy()));
    out.append(",\"pointer\":").append(JsonText.quoted(failed.pointer()));
    out.append(",\"schema\":").append(JsonText.quoted(failed.schema()));
    out.append(",\"received\":\"").append(IsoTime.ofMillis(failed.receivedMillis()));
    out.append("\",\"stored\":\"").append(IsoTime.ofMillis(stored.storedMillis()));
    out.append("\",\"attempts\":").append(failed.attempts()).append(",\"origin\":");
    EventJson.origin(failed.origin(), out);
    BodyText body = BodyText.of(failed.body());
    out.append(",\"body\":").append(JsonStrings.quote(body.text()));
    out.append(",\"body_encoding\":\"").append(body.encoding());
    out.append("\",\"body_bytes\":").append(failed.body().length).append('}');
  }

  static byte[] csv(List<StoredFailure> failures) {
    Csv csv = new Csv();
    csv.row(
        "id", "source", "received", "stage", "reason", "message", "pointer", "attempts", "body");
    for (StoredFailure stored : failures) {
      FailedEvent failed = stored.failed();
      csv.row(
          failed.id(),
          failed.source(),
          IsoTime.ofMillis(failed.receivedMillis()),
          failed.stage(),
          failed.reason().name(),
          failed.message(),
          failed.pointer(),
          failed.attempts(),
          BodyText.of(failed.body()).text());
    }
    return csv.bytes();
  }
}
