package io.eventmill.steps.rule;

import dev.cel.runtime.CelVariableResolver;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One event after the other as rules see it. Only the fields that rules mention are read, out of a
 * scan; a tree of the whole event is built where a rule needs it. Not for sharing between threads.
 */
final class RuleInput implements CelVariableResolver {
  private static final long MICROS = 1_000_000;

  private final FieldTree fields;
  private final JsonScanner scan;
  private Facts facts;
  private Object event;

  /**
   * What is known of an event beside its fields.
   *
   * @param json the event as it is by now, for rules that need all of it
   */
  record Facts(
      String id, String source, String type, long timeMicros, long receivedMillis, byte[] json) {}

  /**
   * @param scan has looked for the fields when a rule is asked
   */
  RuleInput(FieldTree fields, JsonScanner scan) {
    this.fields = fields;
    this.scan = scan;
    fields.bind(scan.fields());
  }

  void next(Facts of) {
    facts = of;
    event = null;
  }

  @Override
  public Optional<Object> find(String name) {
    return switch (name) {
      case CelEnvironment.EVENT -> Optional.of(event());
      case CelEnvironment.ID -> Optional.of(facts.id());
      case CelEnvironment.SOURCE -> Optional.of(facts.source());
      case CelEnvironment.TYPE -> Optional.of(facts.type());
      case CelEnvironment.TIME -> Optional.of(instant(facts.timeMicros()));
      case CelEnvironment.RECEIVED -> Optional.of(Instant.ofEpochMilli(facts.receivedMillis()));
      default -> Optional.empty();
    };
  }

  /** For messages: what the fields hold that a rule looks at. */
  String described(List<String> pointers) {
    StringBuilder text = new StringBuilder();
    for (String pointer : pointers) {
      int field = scan.fields().indexOf(pointer);
      if (field >= 0) {
        text.append(text.isEmpty() ? "" : ", ").append(pointer).append(" is ");
        text.append(scan.kind(field).described());
      }
    }
    return text.toString();
  }

  private Object event() {
    if (event == null) {
      event = fields.whole() ? CelValues.of(facts.json()) : within(fields.root);
    }
    return event;
  }

  /** Null when it is absent. */
  private Object scanned(FieldTree.Node node) {
    JsonKind kind = scan.kind(node.field);
    return switch (kind) {
      case ABSENT -> null;
      case STRING -> scan.text(node.field);
      case NUMBER -> CelValues.number(scan.text(node.field));
      case TRUE, FALSE, NULL -> CelValues.constant(kind);
      case ARRAY -> CelValues.of(bytes(node.field));
      case OBJECT -> node.wanted ? CelValues.of(bytes(node.field)) : within(node);
    };
  }

  private Map<String, Object> within(FieldTree.Node node) {
    Map<String, Object> values = new HashMap<>();
    node.children.forEach(
        (name, child) -> {
          Object value = scanned(child);
          if (value != null) {
            values.put(name, value);
          }
        });
    return values;
  }

  private byte[] bytes(int field) {
    return Arrays.copyOfRange(scan.bytes(), scan.start(field), scan.end(field));
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000L);
  }
}
