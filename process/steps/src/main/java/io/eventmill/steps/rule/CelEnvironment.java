package io.eventmill.steps.rule;

import dev.cel.common.CelOptions;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What rules may name, and how much they may cost. */
final class CelEnvironment {
  static final String EVENT = "event";
  static final String ID = "id";
  static final String SOURCE = "source";
  static final String TYPE = "type";
  static final String TIME = "time";
  static final String RECEIVED = "received";

  /** By name, what a rule can ask for; the fields of the event are of any type. */
  static final Map<String, CelType> VARIABLES = new LinkedHashMap<>();

  static {
    VARIABLES.put(EVENT, SimpleType.DYN);
    VARIABLES.put(ID, SimpleType.STRING);
    VARIABLES.put(SOURCE, SimpleType.STRING);
    VARIABLES.put(TYPE, SimpleType.STRING);
    VARIABLES.put(TIME, SimpleType.TIMESTAMP);
    VARIABLES.put(RECEIVED, SimpleType.TIMESTAMP);
  }

  /** Words that are known beside the variables, to guess what was meant. */
  static final List<String> FUNCTIONS =
      List.of(
          "has",
          "all",
          "exists",
          "exists_one",
          "filter",
          "map",
          "size",
          "contains",
          "startsWith",
          "endsWith",
          "matches",
          "timestamp",
          "duration",
          "int",
          "uint",
          "double",
          "string",
          "bool",
          "type",
          "getFullYear",
          "getMonth",
          "getDate",
          "getDayOfMonth",
          "getDayOfWeek",
          "getDayOfYear",
          "getHours",
          "getMinutes",
          "getSeconds",
          "getMilliseconds");

  private static final int CHARACTERS_MAX = 10_000;
  private static final int DEPTH_MAX = 100;
  private static final int PATTERN_MAX = 2_000;

  private CelEnvironment() {}

  static CelCompiler compiler() {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(options(1))
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS);
    VARIABLES.forEach(builder::addVar);
    builder.addFunctionDeclarations(MixedNumbers.declarations());
    return builder.build();
  }

  /**
   * @param iterations of all loops of one rule for one event
   */
  static CelRuntime runtime(int iterations) {
    return CelRuntimeFactory.standardCelRuntimeBuilder()
        .setOptions(options(iterations))
        .addFunctionBindings(MixedNumbers.bindings())
        .build();
  }

  private static CelOptions options(int iterations) {
    return CelOptions.current()
        .enableHeterogeneousNumericComparisons(true) // JSON has one kind of number
        .enableRegexPartialMatch(true) // as the specification says
        .comprehensionMaxIterations(iterations)
        .maxRegexProgramSize(PATTERN_MAX)
        .maxExpressionCodePointSize(CHARACTERS_MAX)
        .maxParseRecursionDepth(DEPTH_MAX)
        .build();
  }
}
