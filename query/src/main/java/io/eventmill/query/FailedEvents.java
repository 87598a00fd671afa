package io.eventmill.query;

import io.eventmill.event.FailedEvent;
import io.eventmill.event.Sender;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.store.Replay;
import io.eventmill.store.StoredFailure;
import java.util.Base64;

/** Failed events as an answer: what was wrong, what to do, and what was sent. */
final class FailedEvents {
  private FailedEvents() {}

  /** With the beginning of the body. */
  static void json(StoredFailure stored, StringBuilder out) {
    about(stored, out);
    body(stored, BodyText.of(stored.failed().body()), out);
    out.append('}');
  }

  /** All there is. */
  static void whole(StoredFailure stored, StringBuilder out) {
    about(stored, out);
    body(stored, BodyText.whole(stored.failed().body()), out);
    Sender sender = stored.failed().sender();
    out.append(",\"sender\":{\"key\":").append(text(sender.key()));
    out.append(",\"ip\":").append(JsonText.quoted(sender.ipText()));
    out.append(",\"user_agent\":").append(JsonText.quoted(sender.userAgentText()));
    out.append("}}");
  }

  private static void about(StoredFailure stored, StringBuilder out) {
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
    out.append(",\"place\":\"").append(failed.origin().asId()).append("\",\"replayed\":");
    replay(stored.replay(), out);
  }

  static void replay(Replay replay, StringBuilder out) {
    if (replay == null) {
      out.append("null");
      return;
    }
    out.append("{\"marked\":\"").append(IsoTime.ofMillis(replay.markedMillis()));
    out.append("\",\"place\":\"").append(replay.origin().asId()).append("\"}");
  }

  private static void body(StoredFailure stored, BodyText body, StringBuilder out) {
    out.append(",\"body\":").append(JsonStrings.quote(body.text()));
    out.append(",\"body_encoding\":\"").append(body.encoding());
    out.append("\",\"body_bytes\":").append(stored.failed().body().length);
    out.append(",\"body_cut\":").append(body.isCut());
  }

  /** Text, or base64 where it is none. */
  private static String text(byte[] value) {
    if (value == null) {
      return "null";
    }
    BodyText text = BodyText.whole(value);
    return JsonStrings.quote(
        text.encoding().equals("utf-8")
            ? text.text()
            : "base64:" + Base64.getEncoder().encodeToString(value));
  }

  static void csvHead(Csv csv) {
    csv.row(
        "id",
        "source",
        "received",
        "stage",
        "reason",
        "message",
        "pointer",
        "schema",
        "attempts",
        "replayed",
        "replay_place",
        "place",
        "body_bytes",
        "body");
  }

  static void csv(StoredFailure stored, Csv csv) {
    FailedEvent failed = stored.failed();
    Replay replay = stored.replay();
    csv.row(
        failed.id(),
        failed.source(),
        IsoTime.ofMillis(failed.receivedMillis()),
        failed.stage(),
        failed.reason().name(),
        failed.message(),
        failed.pointer(),
        failed.schema(),
        failed.attempts(),
        replay == null ? null : IsoTime.ofMillis(replay.markedMillis()),
        replay == null ? null : replay.origin().asId(),
        failed.origin().asId(),
        failed.body().length,
        BodyText.of(failed.body()).text());
  }
}
