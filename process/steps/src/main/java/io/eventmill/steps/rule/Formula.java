package io.eventmill.steps.rule;

import io.eventmill.pipeline.Problem;
import io.eventmill.pipeline.RuleText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An expression that makes a JSON value of each event: the language, names and limits of rules.
 * Whoever asks it reads its fields out of the event. Not for sharing between threads.
 */
public final class Formula {
  private final CelExpression expression;
  private final FieldTree fields;
  private final List<String> pointers;

  private Formula(CelExpression expression) {
    this.expression = expression;
    this.fields = new FieldTree();
    fields.add(expression.fields());
    this.pointers = fields.pointers();
  }

  /**
   * @param name what it is called in messages
   * @param iterations of all its loops, for one event
   * @param problems to note what is wrong with it
   * @return null when something is
   */
  public static Formula of(String name, RuleText text, int iterations, List<Problem> problems) {
    CelExpression expression = new RuleCompiler(iterations).value(name, text, problems);
    return expression == null ? null : new Formula(expression);
  }

  /** The fields that it looks at, which are to be read; none when it needs the event as a whole. */
  public List<String> pointers() {
    return pointers;
  }

  public boolean needsWholeEvent() {
    return fields.whole();
  }

  /**
   * @param values of its {@link #pointers}, by their place there
   * @param json the whole event, where it is needed
   * @return JSON; null when a field is not there that it cannot do without
   */
  public byte[] value(EventFacts facts, FieldValues values, byte[] json) throws RuleException {
    RuleInput input = new RuleInput(fields, values, pointers);
    input.next(facts, json);
    Object value = expression.value(input);
    if (value == null) {
      return null;
    }
    try {
      return CelJson.of(value).getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw expression.failed("it must be a value that JSON has, but is " + e.getMessage(), input);
    }
  }
}
