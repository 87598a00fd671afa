package io.eventmill.steps.rule;

import dev.cel.runtime.CelVariableResolver;
import io.eventmill.event.json.JsonKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
  private final FieldValues values;
  private final List<String> pointers;
  private EventFacts facts;
  private byte[] json;
  private Object event;

  /**
   * @param values have been looked for when a rule is asked
   * @param pointers of them, by their place
   */
  RuleInput(FieldTree fields, FieldValues values, List<String> pointers) {
    this.fields = fields;
    this.values = values;
    this.pointers = pointers;
    fields.bind(pointers);
  }

  /**
   * @param whole the event as it is by now, for rules that need all of it
   */
  void next(EventFacts of, byte[] whole) {
    facts = of;
    json = whole;
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
  String described(List<String> looked) {
    StringBuilder text = new StringBuilder();
    for (String pointer : looked) {
      int field = pointers.indexOf(pointer);
      if (field >= 0) {
        text.append(text.isEmpty() ? "" : ", ").append(pointer).append(" is ");
        text.append(values.kind(field).described());
      }
    }
    return text.toString();
  }

  private Object event() {
    if (event == null) {
      event = fields.whole() ? CelValues.of(json) : within(fields.root);
    }
    return event;
  }

  /** Null when it is absent. */
  private Object scanned(FieldTree.Node node) {
    JsonKind kind = values.kind(node.field);
    return switch (kind) {
      case ABSENT -> null;
      case STRING -> values.text(node.field);
      case NUMBER -> CelValues.number(values.text(node.field));
      case TRUE, FALSE, NULL -> CelValues.constant(kind);
      case ARRAY -> CelValues.of(utf8(node));
      case OBJECT -> node.wanted ? CelValues.of(utf8(node)) : within(node);
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

  private byte[] utf8(FieldTree.Node node) {
    return values.text(node.field).getBytes(StandardCharsets.UTF_8);
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000L);
  }
}
