package io.eventmill.app.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.collect.body.BodyLimits;
import io.eventmill.collect.body.BodyReader;
import io.eventmill.collect.body.Caller;
import io.eventmill.collect.body.Refused;
import io.eventmill.event.EventId;
import io.eventmill.event.RawEvent;
import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonSplice;
import io.eventmill.event.json.JsonSyntaxException;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** The pieces of the way that are pure code, each beside another opinion on the same bytes. */
final class Pieces {
  static final Pipeline PIPELINE =
      PipelineFile.parse(
              """
              name: web-events
              sources:
                web:
                  event: {id: /event_id, type: /event_type, time: /event_timestamp, key: /user_domain_id}
              enrich:
                - category: {from: /utm_source, into: source_category, table: {google: search_engine}, otherwise: other/unknown}
                - email_domain: {from: /user_custom_id, into: user_email_domain}
              """)
          .pipeline();

  private static final Caller CALLER = new Caller("127.0.0.1", "fuzz", 1_763_632_800_000L);
  private static final List<String> NAMES = List.of("event_id", "v", "utm_source");
  private static final JsonFields FIELDS = JsonFields.of("/event_id", "/v", "/utm_source");

  private final JsonScanner scanner = new JsonScanner(FIELDS);
  private final JsonSplice splice = new JsonSplice(FIELDS, NAMES);
  private final BodyReader bodies =
      new BodyReader(
          PIPELINE.sources().get(0),
          new BodyLimits(1 << 20, 100_000, BodyOracle.DEPTH_MAX, BodyOracle.WORD_MAX),
          new EventId(Clock.systemUTC(), new Random(7)));

  /** The scanner takes one JSON value and nothing else, and sees the fields that are there. */
  void scan(byte[] json, StrictJson.Value expected) {
    boolean taken = isTaken(json);
    boolean right = expected != null && expected.depth() <= BodyOracle.DEPTH_MAX;
    require(taken == right, "scanner " + taken + ", other " + right);
    if (!taken || !expected.kind().isStructStart() || scanner.duplicate() >= 0) {
      return;
    }
    for (int i = 0; i < NAMES.size(); i++) {
      List<StrictJson.Member> found = expected.named(NAMES.get(i));
      if (found.isEmpty()) {
        require(scanner.text(i) == null, NAMES.get(i) + " is not there");
      } else if (!found.get(0).kind().isStructStart()) {
        same(found.get(0).text(), scanner.text(i));
      }
    }
  }

  /** Additions in an object are what a tree with the same fields set is. */
  void splice(byte[] json, StrictJson.Value expected) throws JsonSyntaxException {
    boolean twice = NAMES.stream().anyMatch(name -> expected.named(name).size() > 1);
    scanner.scan(json);
    require(twice == (scanner.duplicate() >= 0), "a field twice: " + twice);
    if (twice) {
      return;
    }
    splice.clear();
    splice.set(0, "\"new\"".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    splice.set(1, "{\"a\":[1]}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    byte[] spliced = splice.into(scanner);

    ObjectNode tree = (ObjectNode) StrictJson.tree(json);
    tree.put("event_id", "new");
    tree.putObject("v").putArray("a").add(1);
    JsonNode found = StrictJson.tree(spliced);
    same(tree, found);
    same(1, StrictJson.values(StrictJson.text(spliced)).size());
  }

  /** The body is taken or refused as the other says, and its events are cut out to the byte. */
  List<RawEvent> read(byte[] body) {
    List<BodyOracle.Sent> expected = BodyOracle.events(body);
    List<RawEvent> events;
    try {
      events = bodies.read(body, body.length, CALLER, bytes -> {}).events();
    } catch (Refused e) {
      require(expected == null, "refused what is right: " + e.refusal());
      require(e.refusal().status() == 400, "a wrong body is 400, not " + e.refusal());
      return List.of();
    }
    require(expected != null, "taken, and should not be");
    same(expected.size(), events.size());
    for (int i = 0; i < events.size(); i++) {
      same(expected.get(i).json(), StrictJson.text(events.get(i).json()));
      if (expected.get(i).id() != null) {
        same(expected.get(i).id(), events.get(i).id());
      }
    }
    return events;
  }

  private boolean isTaken(byte[] json) {
    try {
      scanner.scan(json);
      return true;
    } catch (JsonSyntaxException e) {
      require(e.offset() >= 0 && e.offset() <= json.length, "offset " + e.offset());
      return false;
    }
  }

  static void require(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalStateException(otherwise);
    }
  }

  static void same(Object expected, Object found) {
    require(Objects.equals(expected, found), "expected " + expected + ", found " + found);
  }
}
