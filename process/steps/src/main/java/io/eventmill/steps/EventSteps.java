package io.eventmill.steps;

import io.eventmill.event.Dropped;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Outcome;
import io.eventmill.event.Reason;
import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonSyntaxException;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Route;
import io.eventmill.pipeline.SchemaPins;
import io.eventmill.pipeline.Source;
import io.eventmill.steps.enrich.Enricher;
import io.eventmill.steps.enrich.EnrichmentException;
import io.eventmill.steps.enrich.LookupRow;
import io.eventmill.steps.enrich.LookupSpec;
import io.eventmill.steps.enrich.WantedRow;
import io.eventmill.steps.rule.EventFacts;
import io.eventmill.steps.rule.RuleException;
import io.eventmill.steps.rule.SourceRules;
import io.eventmill.steps.validate.SchemaSettings;
import java.util.List;
import java.util.stream.Stream;

/**
 * Turns each raw record of one source into an event, a failed or a dropped one: syntax, id, type,
 * time, in one scan over the bytes, then the rule that leaves events out, the schema of its type,
 * the enrichments and the rules of routes. Never throws for what a record holds and loses none. The
 * same record gives the same outcome, also after a crash. Owns its scanner: one per thread.
 */
public final class EventSteps {
  /** Stands in every failed event that comes from here. */
  public static final String STAGE = "process";

  private static final byte[] NO_BODY = {};

  private final String source;
  private final Identity identity;
  private final JsonScanner scanner;
  private final SchemaStep schema;
  private final Enricher enricher;
  private final SourceRules rules;
  private List<Route> routes = List.of();
  private byte[] routed;

  private EventSteps(
      Source source, Enricher enricher, SchemaStep schema, SourceRules rules, StepLimits limits) {
    JsonFields fields =
        JsonFields.of(
            Stream.of(Identity.pointers(source.event()), enricher.pointers(), rules.pointers())
                .flatMap(pointers -> pointers)
                .distinct()
                .toList());
    this.source = source.name();
    this.identity = new Identity(source, fields, limits);
    this.scanner = new JsonScanner(fields, limits.depthMax());
    this.schema = schema;
    this.enricher = enricher;
    this.rules = rules;
    enricher.bind(scanner);
    rules.bind(scanner);
  }

  /**
   * The steps of a pipeline without problems.
   *
   * @throws IllegalArgumentException naming the problems when the enrichments' settings have any,
   *     or the pins lack a schema of the source
   */
  public static EventSteps of(Pipeline pipeline, Source source, SchemaPins pins) {
    return of(pipeline, source, pins, StepLimits.defaults(), SchemaSettings.defaults());
  }

  public static EventSteps of(
      Pipeline pipeline,
      Source source,
      SchemaPins pins,
      StepLimits limits,
      SchemaSettings schemas) {
    SchemaStep schema = new SchemaStep(source.schema(), pins, schemas);
    SourceRules rules = SourceRules.of(pipeline, source, limits.ruleIterations());
    return new EventSteps(
        source, Enricher.of(pipeline, source, limits.ruleIterations()), schema, rules, limits);
  }

  public Outcome process(RawRecord record) {
    return process(record, null);
  }

  /**
   * @param rows that have been looked up for the record; null for none
   */
  public Outcome process(RawRecord record, LookupRow[] rows) {
    enricher.known(rows);
    String id = record.id() == null || record.id().isEmpty() ? null : record.id();
    routes = List.of();
    routed = null;
    try {
      scan(record.value());
      if (id == null) {
        id = identity.id(scanner);
      }
      if (id == null) {
        id = record.origin().asId();
      }
      return outcome(record, id);
    } catch (Refusal e) {
      return failed(record, id == null ? record.origin().asId() : id, e);
    }
  }

  /** What records are looked up in. */
  public List<LookupSpec> lookups() {
    return enricher.lookups();
  }

  /** Rows that the record processed last asked for, and did not come with. */
  public List<WantedRow> wanted() {
    return enricher.wanted();
  }

  /** The routes that the event processed last takes; none when it is no event. */
  public List<Route> routes() {
    return routes;
  }

  /** What is put on them: what the client sent, without what steps hide. */
  public byte[] routed() {
    return routed;
  }

  private void scan(byte[] value) throws Refusal {
    if (value == null || value.length == 0) {
      throw new Refusal(Reason.EMPTY, "the record has no value; expected a JSON object", null);
    }
    try {
      scanner.scan(value);
    } catch (JsonSyntaxException e) {
      Reason reason = e.isTooDeep() ? Reason.TOO_DEEP : Reason.NOT_JSON;
      throw new Refusal(reason, e.getMessage(), null);
    }
    if (scanner.rootKind() != JsonKind.OBJECT) {
      String message = "expected a JSON object, found " + scanner.rootKind().described();
      throw new Refusal(Reason.NOT_AN_OBJECT, message, null);
    }
    if (scanner.duplicate() >= 0) {
      String pointer = scanner.fields().pointer(scanner.duplicate());
      String message = pointer + " stands in the event twice; send each field once";
      throw new Refusal(Reason.DUPLICATE_FIELD, message, pointer);
    }
  }

  private Outcome outcome(RawRecord record, String id) throws Refusal {
    String type = identity.type(scanner);
    long time = identity.timeMicros(scanner, record.receivedMillis());
    long received = record.receivedMillis();
    EventFacts facts = new EventFacts(id, source, type, time, received);
    try {
      if (!rules.keeps(facts, record.value())) {
        return new Dropped(record.origin(), id, source, received, Dropped.Cause.FILTERED);
      }
      byte[] schemaId = schema.pass(type, record.value());
      byte[] json = enricher.enrich(facts, record.sender(), schemaId);
      routes = rules.routes(facts, json);
      if (!routes.isEmpty()) {
        routed = enricher.withoutHidden(facts, record.sender(), record.value());
      }
      return new Event(record.origin(), id, source, type, time, received, json);
    } catch (EnrichmentException e) {
      throw new Refusal(Reason.ENRICH_FAILED, e.getMessage(), e.pointer());
    } catch (RuleException e) {
      throw new Refusal(Reason.RULE_FAILED, e.getMessage(), e.pointer());
    }
  }

  private FailedEvent failed(RawRecord record, String id, Refusal why) {
    return new FailedEvent(
        record.origin(),
        id,
        source,
        STAGE,
        why.reason(),
        why.getMessage(),
        why.pointer(),
        why.schema(),
        record.receivedMillis(),
        record.attempt(),
        record.sender(),
        record.value() == null ? NO_BODY : record.value());
  }
}
