package io.eventmill.steps.rule;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import io.eventmill.event.json.JsonStrings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * CEL's values as JSON: times in ISO 8601, durations in seconds ({@code 1.5s}), bytes in base64, as
 * CEL's own conversion to JSON has it. Objects have their names in order, so that the same event
 * always gives the same bytes.
 */
final class CelJson {
  private static final double PLAIN_MIN = 1e-6;
  private static final double PLAIN_MAX = 1e15; // beyond, with an exponent

  private CelJson() {}

  /** True when JSON may have a value for it; types that are known at runtime only are tried. */
  static boolean canBe(CelType type) {
    return switch (type.kind()) {
      case BOOL, INT, UINT, DOUBLE, STRING, BYTES, TIMESTAMP, DURATION, NULL_TYPE, DYN, ANY -> true;
      case LIST -> canBe(((ListType) type).elemType());
      case MAP ->
          canBe(((MapType) type).valueType())
              && switch (((MapType) type).keyType().kind()) {
                case STRING, DYN, ANY, INT, UINT, BOOL -> true;
                default -> false;
              };
      case TYPE_PARAM -> true; // of an empty list or object
      default -> false;
    };
  }

  /**
   * @throws IllegalArgumentException when it has none, saying what was found
   */
  static String of(Object value) {
    StringBuilder json = new StringBuilder();
    write(value, json);
    return json.toString();
  }

  private static void write(Object value, StringBuilder json) {
    if (value instanceof String text) {
      json.append(JsonStrings.quote(text));
    } else if (value instanceof Double number) {
      json.append(number(number));
    } else if (value instanceof Boolean || value instanceof Long || value instanceof UnsignedLong) {
      json.append(value);
    } else if (value instanceof NullValue) {
      json.append("null");
    } else if (value instanceof List<?> list) {
      String between = "[";
      for (Object element : list) {
        json.append(between);
        write(element, json);
        between = ",";
      }
      json.append(list.isEmpty() ? "[]" : "]");
    } else if (value instanceof Map<?, ?> map) {
      object(map, json);
    } else if (value instanceof Instant time) {
      json.append('"').append(time).append('"');
    } else if (value instanceof Duration duration) {
      json.append('"').append(seconds(duration)).append('"');
    } else if (value instanceof CelByteString bytes) {
      json.append('"').append(Base64.getEncoder().encodeToString(bytes.toByteArray())).append('"');
    } else {
      throw new IllegalArgumentException("a " + value.getClass().getSimpleName());
    }
  }

  private static void object(Map<?, ?> map, StringBuilder json) {
    Map<String, Object> byName = new TreeMap<>();
    map.forEach(
        (key, value) -> {
          if (byName.put(key.toString(), value) != null) {
            throw new IllegalArgumentException("an object with the name '" + key + "' twice");
          }
        });
    List<String> names = new ArrayList<>(byName.keySet());
    json.append('{');
    for (int i = 0; i < names.size(); i++) {
      json.append(i == 0 ? "" : ",").append(JsonStrings.quote(names.get(i))).append(':');
      write(byName.get(names.get(i)), json);
    }
    json.append('}');
  }

  private static String number(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new IllegalArgumentException("a number that JSON does not have (" + number + ")");
    }
    double size = Math.abs(number);
    boolean plain = size == 0 || size >= PLAIN_MIN && size < PLAIN_MAX;
    if (!plain) {
      return Double.toString(number);
    }
    String text = new BigDecimal(Double.toString(number)).toPlainString();
    return text.indexOf('.') < 0 ? text + ".0" : text;
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.getSeconds())
            .add(BigDecimal.valueOf(duration.getNano(), 9))
            .stripTrailingZeros()
            .toPlainString()
        + "s";
  }
}
