package io.eventmill.steps.enrich;

import io.eventmill.pipeline.PostgresUse;
import io.eventmill.pipeline.Section;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes columns of the row whose key the event has. Asks nobody itself: the rows are looked up
 * before the event is processed ({@link LookupRows}); where nobody does so, such as at the door,
 * nothing is added.
 */
final class LookupEnrichment implements Enrichment {
  private static final Pattern TABLE = Pattern.compile("[^.\\s]+\\.[^.\\s]+");
  private static final int KEY_MAX = 1_000;

  private final LookupSpec spec;
  private final String by;
  private final List<String> adds;
  private final Map<Integer, byte[]> otherwise = new HashMap<>();
  private LookupRows rows = new LookupRows();
  private int number;

  LookupEnrichment(Section settings) {
    String from = settings.text("from");
    String key = settings.text("key", "id");
    this.by = settings.pointer("by");
    Map<String, String> take = Settings.table(settings, "take");
    this.adds = List.copyOf(take.values());
    Settings.different(settings, "take", adds);
    PostgresUse database = database(settings);
    if (settings.has("from") && !LookupSpec.isQuery(from) && !TABLE.matcher(from).matches()) {
      settings.problem(
          "from", "'" + from + "' is neither a table (schema.table) nor a query (select ...)");
    }
    if (LookupSpec.isQuery(from) && database == null) {
      settings.problem("from", "a query needs a database to ask: database: {url: ..., user: ...}");
    }
    boolean waits = settings.oneOf("away", "wait", List.of("wait", "leave_out")).equals("wait");
    Duration within = settings.duration("within", Duration.ofSeconds(1));
    if (settings.has("within") && waits) {
      settings.problem("within", "is for away: leave_out; with away: wait an event waits");
    } else if (within.toMillis() < 1) {
      settings.problem("within", "is less than 1ms");
    }
    this.spec =
        new LookupSpec(
            from, key, new ArrayList<>(take.keySet()), database, waits ? 0 : within.toMillis());
    otherwise(settings);
  }

  private static PostgresUse database(Section settings) {
    if (!settings.has("database")) {
      return null;
    }
    try (Section database = settings.section("database")) {
      return PostgresUse.read(database);
    }
  }

  /** By field, what an event gets whose key is in no row. */
  private void otherwise(Section settings) {
    Section fields = settings.section("otherwise");
    for (String field : fields.keys()) {
      int place = adds.indexOf(field);
      if (place < 0) {
        fields.problem(field, "is not taken; taken are " + String.join(", ", adds));
      }
      otherwise.put(place, fields.json(field).getBytes(StandardCharsets.UTF_8));
    }
  }

  LookupSpec spec() {
    return spec;
  }

  /**
   * @param place among the pipeline's lookups
   */
  void bind(int place, LookupRows all) {
    number = place;
    rows = all;
  }

  @Override
  public List<String> reads() {
    return List.of(by);
  }

  @Override
  public List<String> adds() {
    return adds;
  }

  @Override
  public void enrich(EventView event) {
    if (event.isBlank(0) || !event.kind(0).isScalar()) {
      return;
    }
    String key = event.text(0);
    LookupRow row = key.length() > KEY_MAX ? null : rows.row(number, key);
    if (row == null) {
      return;
    }
    if (row.values() == null) {
      otherwise.forEach(event::addJson);
      return;
    }
    for (int i = 0; i < row.values().length; i++) {
      if (row.values()[i] != null) {
        event.addText(i, row.values()[i]);
      }
    }
  }
}
