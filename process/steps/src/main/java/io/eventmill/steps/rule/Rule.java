package io.eventmill.steps.rule;

/** An expression that says yes or no of events. */
final class Rule {
  private final CelExpression expression;

  Rule(CelExpression expression) {
    this.expression = expression;
  }

  MentionedFields fields() {
    return expression.fields();
  }

  Verdict ask(RuleInput event) throws RuleException {
    Object answer = expression.value(event);
    if (answer == null) {
      return Verdict.OPEN;
    }
    if (answer instanceof Boolean yes) {
      return yes ? Verdict.YES : Verdict.NO;
    }
    throw expression.failed(
        "it must say true or false, but says " + CelExpression.shortened(answer.toString()), event);
  }
}
