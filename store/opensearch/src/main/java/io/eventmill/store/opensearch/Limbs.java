package io.eventmill.store.opensearch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Large whole numbers that the index adds up without loss. It adds in doubles, which are exact to
 * 53 bits; so a number stands there in parts of 26 bits, and the parts' sums are exact over a
 * hundred million rows.
 */
final class Limbs {
  static final int COUNT = 6;
  private static final int BITS = 26;
  private static final BigInteger MASK = BigInteger.ONE.shiftLeft(BITS).subtract(BigInteger.ONE);

  private Limbs() {}

  static String field(String name, int limb) {
    return name + limb;
  }

  /** Parts that are 0 are left out. */
  static void write(JsonGenerator out, String name, BigInteger value) throws IOException {
    BigInteger rest = value;
    for (int i = 0; i < COUNT && rest.signum() != 0; i++) {
      out.writeNumberField(field(name, i), rest.and(MASK).intValue());
      rest = rest.shiftRight(BITS);
    }
  }

  static void askSums(ObjectNode aggregations, String name) {
    for (int i = 0; i < COUNT; i++) {
      aggregations.set(field(name, i), Json.of("sum", Json.object().put("field", field(name, i))));
    }
  }

  static BigInteger sum(JsonNode bucket, String name) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = COUNT - 1; i >= 0; i--) {
      BigDecimal part = bucket.path(field(name, i)).path("value").decimalValue();
      sum = sum.shiftLeft(BITS).add(part.toBigInteger());
    }
    return sum;
  }
}
