package io.eventmill.steps.enrich;

import io.eventmill.event.json.JsonKind;
import io.eventmill.pipeline.RuleText;
import io.eventmill.pipeline.Section;
import io.eventmill.steps.rule.FieldValues;
import io.eventmill.steps.rule.Formula;
import io.eventmill.steps.rule.RuleException;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what an expression makes of the event, in the language of rules. Adds nothing where a field
 * is absent that the expression cannot do without; fails the event where it cannot be applied to
 * what it finds.
 */
final class ExpressionEnrichment implements Enrichment {
  private final String into;
  private final RuleText text;
  private Formula formula; // null when the settings are wrong

  ExpressionEnrichment(Section settings) {
    this.into = Settings.fieldName(settings, "into");
    this.text = settings.rule("value");
    if (text == null) {
      settings.problem("value", "is required and missing");
    } else {
      this.formula = formula(1, settings);
    }
  }

  private Formula formula(int iterations, Section settings) {
    return settings.read(problems -> Formula.of("'" + into + "'", text, iterations, problems));
  }

  @Override
  public void open(int iterations) {
    formula = Formula.of("'" + into + "'", text, iterations, new ArrayList<>());
  }

  @Override
  public List<String> reads() {
    return formula == null ? List.of() : formula.pointers();
  }

  @Override
  public boolean readsAll() {
    return formula != null && formula.needsWholeEvent();
  }

  @Override
  public List<String> adds() {
    return List.of(into);
  }

  @Override
  public void enrich(EventView event) throws EnrichmentException {
    try {
      byte[] value =
          formula.value(
              event.facts(), new Fields(event), formula.needsWholeEvent() ? event.json() : null);
      if (value != null) {
        event.addJson(0, value);
      }
    } catch (RuleException e) {
      throw new EnrichmentException(e.getMessage(), e.pointer());
    }
  }

  private record Fields(EventView event) implements FieldValues {
    @Override
    public JsonKind kind(int field) {
      return event.kind(field);
    }

    @Override
    public String text(int field) {
      return event.text(field);
    }
  }
}
