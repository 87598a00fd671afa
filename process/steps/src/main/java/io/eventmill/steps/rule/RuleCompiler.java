package io.eventmill.steps.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.eventmill.pipeline.Problem;
import io.eventmill.pipeline.RuleText;
import java.util.List;

/**
 * Makes rules of texts: syntax, names and types are looked at once, when the pipeline file is read,
 * so that only what the events hold can go wrong later.
 */
final class RuleCompiler {
  private final CelCompiler compiler = CelEnvironment.compiler();
  private final CelRuntime runtime;

  /**
   * @param iterations of all loops of one rule for one event
   */
  RuleCompiler(int iterations) {
    runtime = CelEnvironment.runtime(iterations);
  }

  /**
   * @param name what the rule is called in messages, e.g. {@code route 'alerts'}
   * @param problems to note what is wrong
   * @return null when something is
   */
  Rule compile(String name, RuleText text, List<Problem> problems) {
    CelExpression rule =
        compile(
            name,
            text,
            "is empty; write a rule such as 'event.status == \"error\"'",
            RuleCompiler::saysTrueOrFalse,
            problems);
    return rule == null ? null : new Rule(rule);
  }

  /** As {@link #compile}, for an expression that may have any value that JSON has. */
  CelExpression value(String name, RuleText text, List<Problem> problems) {
    return compile(
        name,
        text,
        "is empty; write an expression such as 'event.price * 1.19'",
        RuleCompiler::isJson,
        problems);
  }

  /** What is wrong with the type of an expression's value; null when nothing is. */
  private interface TypeCheck {
    String wrong(CelType type, String text);
  }

  private static String saysTrueOrFalse(CelType type, String text) {
    return type.equals(SimpleType.BOOL) || type.equals(SimpleType.DYN)
        ? null
        : "must say true or false, but says "
            + RuleProblem.type(type.name())
            + "; compare it with something, e.g. "
            + text.strip().lines().findFirst().orElse("")
            + " == ...";
  }

  private static String isJson(CelType type, String text) {
    return CelJson.canBe(type)
        ? null
        : "must be a value that JSON has, but is "
            + RuleProblem.type(type.name())
            + "; make a text of it, e.g. with string(...)";
  }

  private CelExpression compile(
      String name, RuleText text, String empty, TypeCheck check, List<Problem> problems) {
    if (text.text().isBlank()) {
      problems.add(text.problem(1, empty));
      return null;
    }
    CelValidationResult result = compiler.compile(text.text());
    if (result.hasError()) {
      CelIssue first = result.getErrors().get(0); // others mostly follow from it
      RuleProblem at = RuleProblem.at(text, first.getSourceLocation());
      problems.add(at.problem(RuleProblem.inWords(first.getMessage(), text.text(), at.offset())));
      return null;
    }
    CelAbstractSyntaxTree tree = tree(result);
    String wrongType = check.wrong(tree.getResultType(), text.text());
    if (wrongType != null) {
      problems.add(RuleProblem.at(text, resultAt(tree)).problem(wrongType));
      return null;
    }
    int before = problems.size();
    checkConstants(tree, tree.getExpr(), text, problems);
    if (problems.size() > before) {
      return null;
    }
    try {
      MentionedFields fields = MentionedFields.of(tree.getExpr());
      return new CelExpression(name, text.text(), runtime.createProgram(tree), fields);
    } catch (CelEvaluationException e) {
      problems.add(text.problem(1, "cannot be used: " + e.getMessage()));
      return null;
    }
  }

  /** Where the operator or function stands whose value is the expression's. */
  private static int resultAt(CelAbstractSyntaxTree tree) {
    return tree.getSource().getPositionsMap().getOrDefault(tree.getExpr().id(), 0);
  }

  private static CelAbstractSyntaxTree tree(CelValidationResult result) {
    try {
      return result.getAst();
    } catch (CelValidationException e) {
      throw new IllegalStateException("it has no errors", e);
    }
  }

  /** Patterns, times and durations that are written out: wrong ones would fail every event. */
  private void checkConstants(
      CelAbstractSyntaxTree tree, CelExpr e, RuleText text, List<Problem> problems) {
    if (e.getKind() == CelExpr.ExprKind.Kind.CALL) {
      CelExpr.CelCall call = e.call();
      int last = call.args().size() - 1;
      String probe =
          last < 0
              ? null
              : switch (call.function()) {
                case "matches" -> "''.matches(%s)";
                case "timestamp" -> "timestamp(%s) == timestamp(%<s)";
                case "duration" -> "duration(%s) == duration(%<s)";
                default -> null;
              };
      if (probe != null && isString(call.args().get(last))) {
        String literal = call.args().get(last).constant().stringValue();
        String wrong = wrong(probe.formatted(quoted(literal)));
        if (wrong != null) {
          int offset = tree.getSource().getPositionsMap().getOrDefault(e.id(), 0);
          RuleProblem at = RuleProblem.at(text, offset);
          problems.add(at.problem("'" + literal + "' is no " + kind(call.function()) + wrong));
        }
      }
    }
    children(e).forEach(child -> checkConstants(tree, child, text, problems));
  }

  private static boolean isString(CelExpr e) {
    return e.getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && e.constant().getKind() == dev.cel.common.ast.CelConstant.Kind.STRING_VALUE;
  }

  private static List<CelExpr> children(CelExpr e) {
    return switch (e.getKind()) {
      case SELECT -> List.of(e.select().operand());
      case CALL ->
          java.util.stream.Stream.concat(e.call().target().stream(), e.call().args().stream())
              .toList();
      case LIST -> e.list().elements();
      case COMPREHENSION -> List.of(e.comprehension().iterRange(), e.comprehension().loopStep());
      default -> List.of();
    };
  }

  /** Null when the expression has a value. */
  private String wrong(String expression) {
    try {
      runtime.createProgram(tree(compiler.compile(expression))).eval();
      return null;
    } catch (CelEvaluationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return ": " + String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
  }

  private static String kind(String function) {
    return switch (function) {
      case "matches" -> "regular expression (RE2)";
      case "timestamp" -> "time, such as 2026-01-31T12:00:00Z";
      default -> "duration, such as 90s, 15m or 1h";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
  }
}
