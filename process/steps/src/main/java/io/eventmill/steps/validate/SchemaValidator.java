package io.eventmill.steps.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells whether an event is what a JSON Schema says, in one walk over its bytes. Gives the same
 * answer for the same bytes always, and never throws for what they hold. Keeps nothing of an event.
 *
 * <p>Any number of threads may ask at once; one validator per schema is enough. A thread that asks
 * alone finds the working space of the last event and allocates nothing for a valid one; threads
 * that meet get a space each.
 */
public final class SchemaValidator {
  /** Longest text of an event that a message repeats. */
  private static final int FOUND_MAX = 1_000;

  private final SchemaSettings settings;
  private final Draft draft;
  private final SchemaCompiler.Compiled compiled;
  private final AtomicReference<Walk> spare = new AtomicReference<>();

  private SchemaValidator(SchemaSettings settings, Draft draft, SchemaCompiler.Compiled compiled) {
    this.settings = settings;
    this.draft = draft;
    this.compiled = compiled;
  }

  /** A validator with the default settings. */
  public static SchemaValidator compile(String schemaJson) {
    return compile(schemaJson, SchemaSettings.defaults());
  }

  /**
   * @throws BadSchemaException saying what in the schema is wrong, where, and what would do
   */
  public static SchemaValidator compile(String schemaJson, SchemaSettings settings) {
    JsonNode schema = SchemaCheck.read(schemaJson, settings);
    return new SchemaValidator(
        settings, Draft.of(schema), SchemaCompiler.compile(schema, settings));
  }

  /** One that leaves everything to the library. */
  static SchemaValidator byLibrary(String schemaJson, SchemaSettings settings) {
    JsonNode schema = SchemaCheck.read(schemaJson, settings);
    return new SchemaValidator(
        settings, Draft.of(schema), SchemaCompiler.byLibrary(schema, settings));
  }

  /** Null when the event is valid. */
  public Violation validate(byte[] json) {
    return validate(json, 0, json.length);
  }

  /** The same for the event in {@code json[from, to)}; null when it is valid. */
  public Violation validate(byte[] json, int from, int to) {
    Walk walk = spare.getAndSet(null);
    if (walk == null) {
      walk = new Walk(settings, copy(compiled.successors()));
    }
    Violation violation;
    try {
      Fault fault = walk.check(compiled.root(), json, from, to);
      violation = fault == null ? null : violation(walk, fault, json, from, to);
    } catch (Stop stop) {
      violation = violation(stop, json, from);
    }
    walk.forget();
    spare.set(walk);
    return violation;
  }

  /** The schema's draft, as {@code $schema} names it. */
  public String draft() {
    return draft.id();
  }

  /**
   * JSON pointers of the places in the schema whose values the library looks at; empty when the
   * whole schema is compiled, and the empty pointer when none of it is.
   */
  public List<String> libraryPlaces() {
    return compiled.libraryPlaces();
  }

  private static int[][] copy(int[][] successors) {
    int[][] copy = new int[successors.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = successors[i].clone();
    }
    return copy;
  }

  private static Violation violation(Walk walk, Fault fault, byte[] json, int from, int to) {
    String found = fault.found();
    if (found == null && fault.tail().isEmpty()) {
      found = found(walk, json, fault.offset(), to);
    }
    String pointer = Pointers.at(json, from, fault.offset()) + fault.tail();
    String message = Sentences.of(pointer, fault.keyword(), fault.expected(), found);
    return new Violation(pointer, fault.keyword(), message);
  }

  private static Violation violation(Stop stop, byte[] json, int from) {
    String pointer = Pointers.at(json, from, stop.offset());
    boolean syntax = stop.keyword().equals(Violation.NOT_JSON);
    String message =
        syntax
            ? "the event is not JSON: " + stop.getMessage()
            : Sentences.where(pointer) + " " + stop.getMessage();
    return new Violation(pointer, stop.keyword(), message);
  }

  /** The value that begins there, as far as it is JSON and a message can bear. */
  private static String found(Walk walk, byte[] json, int offset, int to) {
    int end;
    try {
      end = walk.skip(json, offset, to);
    } catch (Stop stop) {
      end = Math.max(offset, stop.offset());
    }
    int length = Math.min(end - offset, FOUND_MAX);
    return new String(json, offset, length, StandardCharsets.UTF_8);
  }
}
