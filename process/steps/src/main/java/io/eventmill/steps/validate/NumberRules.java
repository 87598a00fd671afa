package io.eventmill.steps.validate;

import com.fasterxml.jackson.databind.JsonNode;

/** minimum, maximum, their exclusive forms and multipleOf of one place in a schema. */
final class NumberRules implements Rule {
  private final JsonNode schema;
  private final Decimal min;
  private final Decimal max;
  private final Decimal above;
  private final Decimal below;
  private final Decimal divisor;

  NumberRules(JsonNode schema) {
    this.schema = schema;
    this.min = bound("minimum");
    this.max = bound("maximum");
    this.above = bound("exclusiveMinimum");
    this.below = bound("exclusiveMaximum");
    // The library skips a divisor that is 0 as a double; so do we.
    this.divisor = schema.path("multipleOf").doubleValue() == 0 ? null : bound("multipleOf");
  }

  private Decimal bound(String keyword) {
    JsonNode node = schema.get(keyword);
    return node == null ? null : Decimal.of(node.decimalValue());
  }

  /** Checks the number from there to the cursor. */
  boolean check(Walk w, int start) {
    Decimal number = w.decimal(start);
    if (min != null && number.compareTo(min) < 0) {
      return fail(w, start, "minimum");
    }
    if (max != null && number.compareTo(max) > 0) {
      return fail(w, start, "maximum");
    }
    if (above != null && number.compareTo(above) <= 0) {
      return fail(w, start, "exclusiveMinimum");
    }
    if (below != null && number.compareTo(below) >= 0) {
      return fail(w, start, "exclusiveMaximum");
    }
    return divisor == null || number.isMultipleOf(divisor) || fail(w, start, "multipleOf");
  }

  private boolean fail(Walk w, int start, String keyword) {
    return w.fail(start, keyword, schema.get(keyword));
  }
}
