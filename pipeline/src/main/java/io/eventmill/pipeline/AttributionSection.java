package io.eventmill.pipeline;

import io.eventmill.pipeline.Attribution.Column;
import io.eventmill.pipeline.Attribution.Column.From;
import io.eventmill.pipeline.Attribution.Lookup;
import io.eventmill.pipeline.Attribution.Model;
import io.eventmill.pipeline.Attribution.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one entry of {@code attribution:}. */
final class AttributionSection {
  /** Fields that every row has, whatever its columns. */
  static final Set<String> ROW_FIELDS =
      Set.of(
          "model",
          "attributed",
          "final",
          "late",
          "why",
          "touch_count",
          "touches",
          "touches_left_out",
          "credit_left_out",
          "touches_incomplete");

  static final int TOUCHES_MAX_DEFAULT = 1000;
  private static final int TOUCHES_MAX_LIMIT = 10_000;
  private static final int ON_MAX = 16;
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofDays(90);
  private static final Pattern COLUMN = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
  private static final Pattern TABLE =
      Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,62}\\.[a-zA-Z_][a-zA-Z0-9_]{0,62}");

  private static final List<String> MODELS =
      Arrays.stream(Model.values()).map(AttributionSection::word).toList();
  private static final String FORMS =
      "'conversion /field', 'conversion id', 'conversion time', 'touch /field', 'touch id',"
          + " 'touch time' or 'lookup NAME'";

  private final Section section;
  private final Collection<String> sources;

  private AttributionSection(Section section, Collection<String> sources) {
    this.section = section;
    this.sources = sources;
  }

  /**
   * @param sources what touches and conversions can come from
   */
  static Attribution read(
      String name, ResultTopic topic, Section section, Collection<String> sources) {
    return new AttributionSection(section, sources).read(name, topic);
  }

  private Attribution read(String name, ResultTopic topic) {
    Side touch = side("touch");
    Side conversion = side("conversion");
    if (touch.source().equals(conversion.source())
        && (touch.type() == null
            || conversion.type() == null
            || Objects.equals(touch.type(), conversion.type()))) {
      section.problem(
          "conversion",
          "takes the same events as touch: each would be a touch of itself; give another source,"
              + " or a type to both");
    }
    Duration within = bounded("within", Duration.ofHours(1), LEAST);
    Duration lateness = bounded("lateness", Duration.ofSeconds(15), Duration.ZERO);
    Model model = Model.valueOf(section.oneOf("model", "first", MODELS).toUpperCase(Locale.ROOT));
    Map<String, String> on = on();
    int touchesMax = section.integer("touches_max", TOUCHES_MAX_DEFAULT, 1, TOUCHES_MAX_LIMIT);
    Duration halfLife = halfLife(model, within);
    Lookup lookup = lookup();
    return new Attribution(
        name,
        touch,
        conversion,
        on,
        within,
        lateness,
        model,
        halfLife,
        touchesMax,
        lookup,
        columns(lookup),
        topic,
        Retain.read(section));
  }

  private Side side(String key) {
    if (!section.has(key)) {
      section.problem(key, "is required and missing; write e.g. " + key + ": {source: NAME}");
    }
    try (Section side = section.section(key)) {
      String source = section.has(key) ? side.text("source") : "";
      if (!source.isEmpty() && !sources.contains(source)) {
        side.problem(
            "source",
            "'"
                + source
                + "' is not a source of this pipeline"
                + Guess.among(source, sources)
                + "; one of "
                + String.join(", ", sources));
      }
      return new Side(source, side.optionalText("type"), side.optionalPointer("id"));
    }
  }

  private Map<String, String> on() {
    Map<String, String> on = new LinkedHashMap<>();
    try (Section pointers = section.section("on")) {
      for (String name : pointers.keys()) {
        on.put(name, pointers.pointer(name));
      }
    }
    if (on.isEmpty()) {
      section.problem(
          "on",
          "is required and missing: what touch and conversion have in common, e.g."
              + " {user: /user_id}");
    } else if (on.size() > ON_MAX) {
      section.problem("on", "has " + on.size() + " fields, the limit is " + ON_MAX);
    } else if (Set.copyOf(on.values()).size() < on.size()) {
      section.problem("on", "names one field twice");
    }
    return on;
  }

  private Duration halfLife(Model model, Duration within) {
    if (model == Model.TIME_DECAY) {
      return bounded("half_life", within.dividedBy(2), LEAST);
    }
    if (section.has("half_life")) {
      section.problem("half_life", "is for model time_decay alone, the model is " + word(model));
    }
    return null;
  }

  private Duration bounded(String key, Duration otherwise, Duration least) {
    Duration given = section.duration(key, otherwise);
    if (given.compareTo(least) < 0 && section.has(key) || given.compareTo(MOST) > 0) {
      section.problem(
          key,
          "'"
              + section.text(key)
              + "' is not from "
              + (least.isZero() ? "0s" : "1ms")
              + " to "
              + MOST.toDays()
              + "d");
      return otherwise;
    }
    return given;
  }

  private Lookup lookup() {
    if (!section.has("lookup")) {
      return null;
    }
    try (Section lookup = section.section("lookup")) {
      String table = lookup.text("from");
      if (!table.isEmpty() && !TABLE.matcher(table).matches()) {
        lookup.problem(
            "from", "'" + table + "' is not a table; write schema.table, e.g. commerce.users");
      }
      String key = lookup.text("key", "id");
      String by = lookup.pointer("by");
      Map<String, String> take = lookup.table("take");
      if (take.isEmpty()) {
        lookup.problem("take", "is required and missing; write e.g. {username: user_name}");
      } else if (Set.copyOf(take.values()).size() < take.size()) {
        lookup.problem("take", "gives two columns the same name");
      }
      return new Lookup(table, key, by, take);
    }
  }

  private List<Column> columns(Lookup lookup) {
    Collection<String> taken = lookup == null ? List.of() : lookup.take().values();
    if (!section.has("columns")) {
      List<Column> columns = new ArrayList<>();
      columns.add(new Column("conversion_id", From.CONVERSION_ID, null));
      taken.forEach(name -> columns.add(new Column(name, From.LOOKUP, name)));
      columns.add(new Column("touch_id", From.TOUCH_ID, null));
      columns.add(new Column("conversion_time", From.CONVERSION_TIME, null));
      columns.add(new Column("touch_time", From.TOUCH_TIME, null));
      return columns;
    }
    List<Column> columns = new ArrayList<>();
    try (Section given = section.section("columns")) {
      for (String name : given.keys()) {
        if (!COLUMN.matcher(name).matches()) {
          given.problem(
              name, "'" + name + "' is not a column; lower-case letters, digits and '_', up to 63");
        } else if (ROW_FIELDS.contains(name)) {
          given.problem(name, "every row has a field of this name already; choose another");
        }
        Column column = column(given, name, taken);
        if (column != null) {
          columns.add(column);
        }
      }
    }
    return columns;
  }

  private static Column column(Section given, String name, Collection<String> taken) {
    String text = given.text(name).strip();
    String[] words = text.split("\\s+", 2);
    String of = words.length == 2 ? words[1] : "";
    Column column =
        switch (words[0] + (of.startsWith("/") ? " /" : " " + of)) {
          case "conversion /" -> new Column(name, From.CONVERSION, of);
          case "conversion id" -> new Column(name, From.CONVERSION_ID, null);
          case "conversion time" -> new Column(name, From.CONVERSION_TIME, null);
          case "touch /" -> new Column(name, From.TOUCH, of);
          case "touch id" -> new Column(name, From.TOUCH_ID, null);
          case "touch time" -> new Column(name, From.TOUCH_TIME, null);
          default -> words[0].equals("lookup") ? new Column(name, From.LOOKUP, of) : null;
        };
    if (column == null) {
      String guess = Guess.among(words[0], List.of("conversion", "touch", "lookup"));
      given.problem(name, "'" + text + "' says not where it comes from" + guess + "; " + FORMS);
    } else if (column.from() == From.LOOKUP && !taken.contains(of)) {
      given.problem(
          name,
          "the lookup takes no '"
              + of
              + "'"
              + Guess.among(of, taken)
              + (taken.isEmpty()
                  ? "; it takes nothing"
                  : "; it takes " + String.join(", ", taken)));
    } else if ((column.from() == From.CONVERSION || column.from() == From.TOUCH)
        && !io.eventmill.event.json.JsonFields.isPointer(of)) {
      given.problem(name, "'" + of + "' is not a JSON pointer");
      return null;
    }
    return column;
  }

  static String word(Model model) {
    return model.name().toLowerCase(Locale.ROOT);
  }
}
