package io.eventmill.steps.attribute;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.json.JsonStrings;
import io.eventmill.pipeline.Attribution;
import io.eventmill.pipeline.Attribution.Column;
import io.eventmill.pipeline.Attribution.Column.From;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes rows as JSON: the columns, then how the row came about, so that anyone can follow it.
 * Times are ISO 8601 in UTC with six decimals: people, browsers and databases all read the same
 * moment.
 */
final class AttributedRow {
  private final Attribution rule;
  private final long withinMicros;
  private final String[] names; // of columns, as JSON
  private final int[] places; // of a column's value among those of its side
  private final String model;

  AttributedRow(Attribution rule) {
    this.rule = rule;
    this.withinMicros = EventSide.micros(rule.within());
    this.model = rule.model().name().toLowerCase(Locale.ROOT);
    List<Column> columns = rule.columns();
    this.names = columns.stream().map(c -> JsonStrings.quote(c.name())).toArray(String[]::new);
    this.places = new int[columns.size()];
    List<Column> fields = new ArrayList<>(rule.columns(From.CONVERSION));
    fields.addAll(rule.columns(From.LOOKUP));
    for (int i = 0; i < places.length; i++) {
      Column column = columns.get(i);
      List<Column> side = column.from() == From.TOUCH ? rule.columns(From.TOUCH) : fields;
      places[i] = side.indexOf(column);
    }
  }

  /**
   * @param touches all that are eligible, in order
   * @param missing which value of the key the conversion does not have; null: none is missing
   */
  byte[] json(
      Conversion conversion,
      List<Touch> touches,
      boolean isFinal,
      boolean late,
      boolean incomplete,
      String missing) {
    boolean attributed = !touches.isEmpty();
    int[] credits = attributed ? credits(touches) : new int[0];
    int main = attributed ? Credits.main(credits) : -1;
    StringBuilder out = new StringBuilder(512).append('{');
    for (int i = 0; i < names.length; i++) {
      out.append(names[i]).append(':');
      column(i, conversion, attributed ? touches.get(main) : null, out);
      out.append(',');
    }
    out.append("\"model\":\"").append(model);
    out.append("\",\"attributed\":").append(attributed);
    out.append(",\"final\":").append(isFinal);
    out.append(",\"late\":").append(late);
    out.append(",\"why\":");
    if (attributed) {
      out.append("null");
    } else {
      JsonStrings.quote(whyNot(conversion, missing), out);
    }
    out.append(",\"touch_count\":").append(touches.size());
    touches(touches, credits, main, out);
    out.append(",\"touches_incomplete\":").append(incomplete).append('}');
    return out.toString().getBytes(UTF_8);
  }

  private int[] credits(List<Touch> touches) {
    long[] times = touches.stream().mapToLong(Touch::timeMicros).toArray();
    long halfLife = rule.halfLife() == null ? 0 : EventSide.micros(rule.halfLife());
    return Credits.of(rule.model(), halfLife, times);
  }

  private void column(int i, Conversion conversion, Touch touch, StringBuilder out) {
    Column column = rule.columns().get(i);
    switch (column.from()) {
      case CONVERSION, LOOKUP -> value(conversion.values()[places[i]], out);
      case CONVERSION_ID -> JsonStrings.quote(conversion.id(), out);
      case CONVERSION_TIME -> time(conversion.timeMicros(), out);
      default -> {
        if (touch == null) {
          out.append("null");
        } else if (column.from() == From.TOUCH) {
          value(touch.values()[places[i]], out);
        } else if (column.from() == From.TOUCH_ID) {
          JsonStrings.quote(touch.id(), out);
        } else {
          time(touch.timeMicros(), out);
        }
      }
    }
  }

  private static void value(byte[] json, StringBuilder out) {
    out.append(json == null ? "null" : new String(json, UTF_8));
  }

  private static void time(long micros, StringBuilder out) {
    out.append('"').append(IsoMicros.text(micros)).append('"');
  }

  private String whyNot(Conversion conversion, String missing) {
    if (missing != null) {
      return "the conversion has no value for " + missing + " (" + rule.on().get(missing) + ")";
    }
    return "no touch of the same "
        + String.join(" and ", rule.on().keySet())
        + " from "
        + IsoMicros.text(conversion.timeMicros() - withinMicros)
        + " to "
        + IsoMicros.text(conversion.timeMicros());
  }

  /** The list of touches, cut to the limit, and what is not on it. */
  private void touches(List<Touch> touches, int[] credits, int main, StringBuilder out) {
    boolean[] listed = TouchList.listed(touches.size(), rule.touchesMax(), main);
    int leftOut = 0;
    int creditLeftOut = 0;
    String comma = "";
    out.append(",\"touches\":[");
    for (int i = 0; i < listed.length; i++) {
      if (!listed[i]) {
        leftOut++;
        creditLeftOut += credits[i];
        continue;
      }
      Touch touch = touches.get(i);
      out.append(comma).append("{\"id\":");
      JsonStrings.quote(touch.id(), out);
      out.append(",\"time\":");
      time(touch.timeMicros(), out);
      out.append(",\"credit\":");
      credit(credits[i], out);
      if (credits[i] == 0) {
        out.append(",\"why\":\"").append(whyNothing()).append('"');
      }
      out.append('}');
      comma = ",";
    }
    out.append("],\"touches_left_out\":").append(leftOut).append(",\"credit_left_out\":");
    credit(creditLeftOut, out);
  }

  private String whyNothing() {
    return switch (rule.model()) {
      case FIRST -> "a touch came earlier";
      case LAST -> "a touch came later";
      default -> "its share is less than a millionth";
    };
  }

  private static void credit(int millionths, StringBuilder out) {
    out.append(millionths / Credits.WHOLE).append('.');
    String rest = Integer.toString(millionths % Credits.WHOLE);
    out.append("0".repeat(6 - rest.length())).append(rest);
  }
}
