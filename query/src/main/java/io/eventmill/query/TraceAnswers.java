package io.eventmill.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.query.trace.Addition;
import io.eventmill.query.trace.Journey;
import io.eventmill.query.trace.RoutedPlace;
import io.eventmill.query.trace.Trace;
import io.eventmill.store.StoredOutcome;
import io.eventmill.topics.RawHeaders;

/** An event's way as an answer. */
final class TraceAnswers {
  private TraceAnswers() {}

  static byte[] json(Trace trace) {
    StringBuilder out = new StringBuilder("{\"id\":").append(JsonStrings.quote(trace.id()));
    out.append(",\"journeys\":[");
    String between = "\n";
    for (Journey journey : trace.journeys()) {
      journey(journey, out.append(between));
      between = ",\n";
    }
    return out.append("]}\n").toString().getBytes(UTF_8);
  }

  private static void journey(Journey j, StringBuilder out) {
    out.append("{\"source\":").append(JsonStrings.quote(j.source()));
    out.append(",\"raw_topic\":").append(JsonText.quoted(j.rawTopic()));
    out.append(",\"origin\":");
    EventJson.origin(j.origin(), out);
    out.append(",\"accepted\":");
    accepted(j.headers(), out);
    out.append(",\"outcome\":\"").append(outcome(j)).append('"');
    out.append(",\"processed_to\":").append(j.processedTo());
    out.append(",\"schema\":").append(JsonText.quoted(j.schema()));
    out.append(",\"additions\":[");
    for (int i = 0; i < j.additions().size(); i++) {
      addition(j.additions().get(i), out.append(i == 0 ? "" : ","));
    }
    out.append("],\"routes\":[");
    for (int i = 0; i < j.routes().size(); i++) {
      routed(j.routes().get(i), out.append(i == 0 ? "" : ","));
    }
    out.append(']');
    if (j.outcome() != null) {
      reached(j.outcome(), out);
    }
    if (j.duplicateOf() != null) {
      EventJson.origin(j.duplicateOf(), out.append(",\"duplicate_of\":"));
    }
    out.append('}');
  }

  private static void accepted(RawHeaders headers, StringBuilder out) {
    if (headers == null) {
      out.append("null");
      return;
    }
    out.append("{\"at\":\"").append(IsoTime.ofMillis(headers.receivedMillis()));
    out.append("\",\"ip\":").append(text(headers.ip()));
    out.append(",\"user_agent\":").append(text(headers.userAgent()));
    out.append(",\"spooled\":").append(headers.spoolMark() != null);
    out.append(",\"attempt\":").append(headers.attempt());
    out.append(",\"replay_of\":");
    Origin of = headers.replayOf();
    if (of == null) {
      out.append("null}");
    } else {
      EventJson.origin(of, out);
      out.append('}');
    }
  }

  private static String text(byte[] utf8) {
    return JsonText.quoted(utf8 == null ? null : new String(utf8, UTF_8));
  }

  private static String outcome(Journey j) {
    if (j.outcome() == null) {
      return j.origin().offset() < j.processedTo() ? "processed" : "accepted";
    }
    if (j.outcome().outcome() instanceof Event) {
      return "stored";
    }
    return j.outcome().outcome() instanceof io.eventmill.event.Dropped dropped
        ? dropped.cause().text()
        : "failed";
  }

  private static void addition(Addition a, StringBuilder out) {
    out.append("{\"field\":").append(JsonStrings.quote(a.field()));
    out.append(",\"by\":").append(JsonText.quoted(a.by()));
    out.append(",\"value\":").append(a.json());
    out.append(",\"replaced\":").append(a.replaced()).append('}');
  }

  private static void routed(RoutedPlace r, StringBuilder out) {
    out.append("{\"route\":").append(JsonStrings.quote(r.route()));
    out.append(",\"topic\":").append(JsonStrings.quote(r.topic()));
    out.append(",\"partition\":").append(r.partition());
    out.append(",\"offset\":").append(r.offset()).append('}');
  }

  private static void reached(StoredOutcome stored, StringBuilder out) {
    out.append(",\"stored_at\":\"").append(IsoTime.ofMillis(stored.storedMillis())).append('"');
    if (stored.outcome() instanceof Event event) {
      out.append(",\"type\":").append(JsonStrings.quote(event.type()));
      out.append(",\"time\":\"").append(IsoTime.ofMicros(event.timeMicros())).append('"');
    }
    if (stored.outcome() instanceof FailedEvent failed) {
      out.append(",\"failed\":{\"stage\":").append(JsonStrings.quote(failed.stage()));
      out.append(",\"reason\":\"").append(failed.reason().name());
      out.append("\",\"message\":").append(JsonStrings.quote(failed.message()));
      out.append(",\"pointer\":").append(JsonText.quoted(failed.pointer()));
      out.append(",\"remedy\":").append(JsonStrings.quote(failed.reason().remedy()));
      out.append(",\"replayed_at\":");
      if (stored.replay() == null) {
        out.append("null}");
      } else {
        EventJson.origin(stored.replay().origin(), out);
        out.append('}');
      }
    }
  }
}
