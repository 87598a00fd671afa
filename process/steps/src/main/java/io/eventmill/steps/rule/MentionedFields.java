package io.eventmill.steps.rule;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which fields of the event an expression looks at, as paths of names; or that it looks at the
 * event as a whole, such as in {@code size(event)}.
 */
final class MentionedFields {
  private final Set<List<String>> paths = new LinkedHashSet<>();
  private boolean whole;

  private MentionedFields() {}

  static MentionedFields of(CelExpr expression) {
    MentionedFields fields = new MentionedFields();
    fields.visit(expression);
    return fields;
  }

  boolean whole() {
    return whole;
  }

  Set<List<String>> paths() {
    return paths;
  }

  private void visit(CelExpr e) {
    List<String> path = path(e);
    if (path != null) {
      whole |= path.isEmpty();
      paths.add(path);
      return;
    }
    switch (e.getKind()) {
      case SELECT -> visit(e.select().operand());
      case CALL -> {
        e.call().target().ifPresent(this::visit);
        e.call().args().forEach(this::visit);
      }
      case LIST -> e.list().elements().forEach(this::visit);
      case MAP ->
          e.map()
              .entries()
              .forEach(
                  entry -> {
                    visit(entry.key());
                    visit(entry.value());
                  });
      case STRUCT -> e.struct().entries().forEach(entry -> visit(entry.value()));
      case COMPREHENSION -> {
        CelExpr.CelComprehension c = e.comprehension();
        visit(c.iterRange());
        visit(c.accuInit());
        visit(c.loopCondition());
        visit(c.loopStep());
        visit(c.result());
      }
      default -> {
        // a constant, or another variable
      }
    }
  }

  /** Names from the event down, for {@code event.a.b} and {@code event["a"].b}; null otherwise. */
  private static List<String> path(CelExpr e) {
    return switch (e.getKind()) {
      case IDENT -> e.ident().name().equals(CelEnvironment.EVENT) ? List.of() : null;
      case SELECT -> longer(path(e.select().operand()), e.select().field());
      case CALL -> {
        boolean byName =
            e.call().function().equals("_[_]")
                && e.call().args().get(1).getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && e.call().args().get(1).constant().getKind() == CelConstant.Kind.STRING_VALUE;
        yield byName
            ? longer(path(e.call().args().get(0)), e.call().args().get(1).constant().stringValue())
            : null;
      }
      default -> null;
    };
  }

  private static List<String> longer(List<String> path, String name) {
    if (path == null) {
      return null;
    }
    List<String> all = new ArrayList<>(path);
    all.add(name);
    return List.copyOf(all);
  }
}
