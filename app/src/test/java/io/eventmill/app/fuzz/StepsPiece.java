package io.eventmill.app.fuzz;

import static io.eventmill.app.fuzz.Pieces.require;
import static io.eventmill.app.fuzz.Pieces.same;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.app.fuzz.StrictJson.Member;
import io.eventmill.app.fuzz.StrictJson.Value;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Outcome;
import io.eventmill.event.Reason;
import io.eventmill.event.Sender;
import io.eventmill.pipeline.SchemaPins;
import io.eventmill.steps.EventSteps;
import io.eventmill.steps.RawRecord;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What processing makes of any bytes: an event or a failed event, as the other opinion says. */
final class StepsPiece {
  static final Origin ORIGIN = new Origin(1, 2, 0, 3);

  private static final List<String> ADDED = List.of("source_category", "user_email_domain");
  private static final List<String> READ =
      List.of(
          "event_id",
          "event_type",
          "event_timestamp",
          "utm_source",
          "user_custom_id",
          "source_category",
          "user_email_domain");

  private final EventSteps steps =
      EventSteps.of(Pieces.PIPELINE, Pieces.PIPELINE.sources().get(0), SchemaPins.none());

  /**
   * @param expected the one value that the bytes are, or null
   */
  Outcome process(byte[] value, Value expected) {
    Outcome outcome = steps.process(new RawRecord(ORIGIN, null, 5, 1, Sender.UNKNOWN, value));
    if (outcome instanceof Event event) {
      require(mayPass(expected), "passed, and should have failed");
      passed(value, expected, event);
    } else {
      FailedEvent failed = (FailedEvent) outcome;
      Set<Reason> right = reasons(value, expected);
      require(right.contains(failed.reason()), failed.reason() + " instead of " + right);
      require(Arrays.equals(value, failed.body()), "its body is another");
      require(!failed.message().isEmpty(), "it does not say why");
    }
    return outcome;
  }

  private static void passed(byte[] value, Value expected, Event event) {
    List<Member> id = expected.named("event_id");
    same(id.isEmpty() || id.get(0).isNull() ? ORIGIN.asId() : id.get(0).text(), event.id());
    same(expected.named("event_type").get(0).text(), event.type());
    require(StrictJson.values(StrictJson.text(event.json())).size() == 1, "is no JSON any more");
    ObjectNode before = (ObjectNode) StrictJson.tree(value);
    ObjectNode after = (ObjectNode) StrictJson.tree(event.json());
    same(before.remove(ADDED), after.remove(ADDED));
  }

  private static boolean mayPass(Value value) {
    return value != null && reasonOf(value) == null;
  }

  /** Whether a time can be read, and an enrichment applied, has its own tests. */
  private static Set<Reason> reasons(byte[] bytes, Value value) {
    if (bytes.length == 0) {
      return EnumSet.of(Reason.EMPTY);
    }
    if (value == null) {
      return EnumSet.of(Reason.NOT_JSON, Reason.TOO_DEEP);
    }
    Reason reason = reasonOf(value);
    return reason == null
        ? EnumSet.of(Reason.TIME_INVALID, Reason.ENRICH_FAILED)
        : EnumSet.of(reason);
  }

  private static Reason reasonOf(Value value) {
    if (value.depth() > BodyOracle.DEPTH_MAX) {
      return Reason.TOO_DEEP;
    }
    if (value.kind() != JsonToken.START_OBJECT) {
      return Reason.NOT_AN_OBJECT;
    }
    if (READ.stream().anyMatch(name -> value.named(name).size() > 1)) {
      return Reason.DUPLICATE_FIELD;
    }
    if (!isMissing(value.named("event_id")) && !BodyOracle.isName(value.named("event_id").get(0))) {
      return Reason.ID_INVALID;
    }
    if (isMissing(value.named("event_type"))) {
      return Reason.TYPE_MISSING;
    }
    if (!BodyOracle.isName(value.named("event_type").get(0))) {
      return Reason.TYPE_INVALID;
    }
    return isMissing(value.named("event_timestamp")) ? Reason.TIME_MISSING : null;
  }

  private static boolean isMissing(List<Member> members) {
    return members.isEmpty() || members.get(0).isNull();
  }
}
