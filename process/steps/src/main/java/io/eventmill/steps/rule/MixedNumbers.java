package io.eventmill.steps.rule;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.util.List;

/**
 * Arithmetic between a whole number and one with a fraction, which CEL by itself refuses: JSON has
 * one kind of number, and whether a price comes as 5 or as 5.0 is up to who writes it. The result
 * has a fraction.
 */
final class MixedNumbers {
  private static final String WHOLE_FIRST = "_int64_double";
  private static final String WHOLE_SECOND = "_double_int64";

  private MixedNumbers() {}

  static List<CelFunctionDecl> declarations() {
    return List.of(
        declared("_+_", "add"),
        declared("_-_", "subtract"),
        declared("_*_", "multiply"),
        declared("_/_", "divide"));
  }

  private static CelFunctionDecl declared(String operator, String name) {
    return CelFunctionDecl.newFunctionDeclaration(
        operator,
        CelOverloadDecl.newGlobalOverload(
            name + WHOLE_FIRST, SimpleType.DOUBLE, SimpleType.INT, SimpleType.DOUBLE),
        CelOverloadDecl.newGlobalOverload(
            name + WHOLE_SECOND, SimpleType.DOUBLE, SimpleType.DOUBLE, SimpleType.INT));
  }

  static List<CelFunctionBinding> bindings() {
    return List.of(
        first("add", (a, b) -> a + b),
        second("add", (a, b) -> a + b),
        first("subtract", (a, b) -> a - b),
        second("subtract", (a, b) -> a - b),
        first("multiply", (a, b) -> a * b),
        second("multiply", (a, b) -> a * b),
        first("divide", (a, b) -> a / b),
        second("divide", (a, b) -> a / b));
  }

  private static CelFunctionBinding first(
      String name, CelFunctionOverload.Binary<Long, Double> of) {
    return CelFunctionBinding.from(name + WHOLE_FIRST, Long.class, Double.class, of);
  }

  private static CelFunctionBinding second(
      String name, CelFunctionOverload.Binary<Double, Long> of) {
    return CelFunctionBinding.from(name + WHOLE_SECOND, Double.class, Long.class, of);
  }
}
