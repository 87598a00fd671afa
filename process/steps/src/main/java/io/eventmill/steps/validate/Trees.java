package io.eventmill.steps.validate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Trees for the library, in which every number is an exact decimal in one form only: 1, 1.0 and
 * 10e-1 are equal, and nothing passes through a double on its way. What is read here has been
 * looked through by a cursor before, so that no limit of the tree reader's own is needed.
 */
final class Trees {
  private static final JsonMapper PLAIN = mapper();
  private static final JsonMapper EXACT = mapper();

  static {
    EXACT.setNodeFactory(new ExactNumbers());
  }

  private Trees() {}

  private static JsonMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .build();
  }

  /**
   * @param exact false leaves 1 and 1.0 apart, as draft 4 wants it
   */
  static JsonNode read(byte[] json, int from, int to, boolean exact) {
    try {
      return (exact ? EXACT : PLAIN).readTree(json, from, to - from);
    } catch (IOException e) {
      throw new UncheckedIOException("read JSON that had been checked", e);
    }
  }

  private static final class ExactNumbers extends JsonNodeFactory {
    private static final long serialVersionUID = 1L;

    private static DecimalNode exact(BigDecimal value) {
      BigDecimal plain = value.stripTrailingZeros();
      return DecimalNode.valueOf(plain.scale() < 0 ? plain.setScale(0) : plain);
    }

    @Override
    public NumericNode numberNode(int value) {
      return exact(BigDecimal.valueOf(value));
    }

    @Override
    public NumericNode numberNode(long value) {
      return exact(BigDecimal.valueOf(value));
    }

    @Override
    public ValueNode numberNode(BigInteger value) {
      return exact(new BigDecimal(value));
    }

    @Override
    public ValueNode numberNode(BigDecimal value) {
      return exact(value);
    }
  }
}
