package io.eventmill.steps;

import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Outcome;
import io.eventmill.event.Reason;
import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonSyntaxException;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.SchemaPins;
import io.eventmill.pipeline.Source;
import io.eventmill.steps.enrich.Enricher;
import io.eventmill.steps.enrich.EnrichmentException;
import io.eventmill.steps.validate.SchemaSettings;
import java.util.stream.Stream;

/**
 * Turns each raw record of one source into an event or a failed event: syntax, id, type, time, in
 * one scan over the bytes, then the schema of its type and the enrichments. Never throws for what a
 * record holds and never drops one. The same record gives the same outcome, also after a crash.
 * Owns its scanner: one per thread.
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

  private EventSteps(Source source, Enricher enricher, SchemaStep schema, StepLimits limits) {
    JsonFields fields =
        JsonFields.of(
            Stream.concat(Identity.pointers(source.event()), enricher.pointers())
                .distinct()
                .toList());
    this.source = source.name();
    this.identity = new Identity(source, fields, limits);
    this.scanner = new JsonScanner(fields, limits.depthMax());
    this.schema = schema;
    this.enricher = enricher;
    enricher.bind(scanner);
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
    return new EventSteps(source, Enricher.of(pipeline, source), schema, limits);
  }

  public Outcome process(RawRecord record) {
    String id = record.id() == null || record.id().isEmpty() ? null : record.id();
    try {
      scan(record.value());
      if (id == null) {
        id = identity.id(scanner);
      }
      if (id == null) {
        id = record.origin().asId();
      }
      return event(record, id);
    } catch (Refusal e) {
      return failed(record, id == null ? record.origin().asId() : id, e);
    }
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

  private Event event(RawRecord record, String id) throws Refusal {
    String type = identity.type(scanner);
    long timeMicros = identity.timeMicros(scanner, record.receivedMillis());
    byte[] schemaId = schema.pass(type, record.value());
    byte[] json;
    try {
      json = enricher.enrich(record.sender(), record.receivedMillis(), schemaId);
    } catch (EnrichmentException e) {
      throw new Refusal(Reason.ENRICH_FAILED, e.getMessage(), e.pointer());
    }
    return new Event(record.origin(), id, source, type, timeMicros, record.receivedMillis(), json);
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
