package io.eventmill.query;

import io.eventmill.event.json.JsonStrings;
import io.eventmill.store.ValueCount;
import java.util.List;

/** {@code [{"value":"home","count":3},...]}. */
final class ValuesJson {
  private ValuesJson() {}

  static void write(List<ValueCount> values, StringBuilder out) {
    String separator = "[";
    for (ValueCount value : values) {
      out.append(separator).append("{\"value\":");
      JsonStrings.quote(value.value(), out);
      out.append(",\"count\":").append(value.count()).append('}');
      separator = ",";
    }
    out.append(values.isEmpty() ? "[]" : "]");
  }
}
