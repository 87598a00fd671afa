package io.eventmill.steps.enrich;

import io.eventmill.event.json.JsonStrings;
import io.eventmill.pipeline.Section;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where an IP address is, and whose: looked up in a file of the MaxMind DB format that the user
 * brings along. Takes the address of a field, else that of the request; adds what the file says and
 * nothing where it says nothing.
 */
final class GeoIpEnrichment implements Enrichment {
  private static final String LANGUAGE = "{language}";

  /** Names of fields, and where they stand in the records of MaxMind's own databases. */
  private static final Map<String, String> KNOWN = new LinkedHashMap<>();

  static {
    KNOWN.put("continent", "continent/code");
    KNOWN.put("country", "country/iso_code");
    KNOWN.put("country_name", "country/names/{language}");
    KNOWN.put("region", "subdivisions/0/iso_code");
    KNOWN.put("region_name", "subdivisions/0/names/{language}");
    KNOWN.put("city", "city/names/{language}");
    KNOWN.put("postal_code", "postal/code");
    KNOWN.put("latitude", "location/latitude");
    KNOWN.put("longitude", "location/longitude");
    KNOWN.put("accuracy_radius", "location/accuracy_radius");
    KNOWN.put("time_zone", "location/time_zone");
    KNOWN.put("asn", "autonomous_system_number");
    KNOWN.put("as_organization", "autonomous_system_organization");
    KNOWN.put("isp", "isp");
    KNOWN.put("organization", "organization");
    KNOWN.put("connection_type", "connection_type");
    KNOWN.put("domain", "domain");
  }

  private static final byte[][] NOTHING = {};

  private final Path file;
  private final List<String> from;
  private final List<String> adds = new ArrayList<>();
  private final List<List<String>> paths = new ArrayList<>();
  private final Map<List<String>, String> asked = new LinkedHashMap<>(); // and by which setting
  private final Recent<String, byte[][]> recent;
  private GeoFile places;

  GeoIpEnrichment(Section settings) {
    this.file = settings.file("file");
    this.from = settings.has("from") ? settings.pointers("from") : List.of();
    String prefix = settings.text("prefix", "geo_");
    String language = settings.text("language", "en");
    boolean chosen = settings.has("take");
    for (String name : settings.words("take", defaults(settings), List.copyOf(KNOWN.keySet()))) {
      add(prefix + name, KNOWN.get(name).replace(LANGUAGE, language), chosen ? "take" : null);
    }
    Section more = settings.section("fields");
    for (String field : more.keys()) {
      add(field, more.text(field), "fields");
    }
    Settings.different(settings, "fields", adds);
    this.recent = new Recent<>(settings.integer("cache", 10_000, 0, 1_000_000));
  }

  private static List<String> defaults(Section settings) {
    return settings.has("fields") ? List.of() : List.copyOf(KNOWN.keySet());
  }

  private void add(String field, String path, String setting) {
    adds.add(field);
    paths.add(List.of(path.split("/", -1)));
    if (setting != null) {
      asked.put(paths.get(paths.size() - 1), setting);
    }
  }

  @Override
  public List<String> reads() {
    return from;
  }

  @Override
  public List<String> adds() {
    return adds;
  }

  @Override
  public void inspect(Section settings) {
    try {
      GeoFile found = GeoFile.open(file);
      Set<List<String>> missing = found.inspect(new HashSet<>(asked.keySet()));
      for (List<String> path : asked.keySet()) {
        if (missing.contains(path)) {
          settings.problem(
              asked.get(path),
              "'%s' is in no record of %s, a database of type %s"
                  .formatted(String.join("/", path), file.getFileName(), found.type()));
        }
      }
    } catch (IllegalArgumentException e) {
      settings.problem("file", e.getMessage());
    }
  }

  @Override
  public void open() {
    places = GeoFile.open(file);
  }

  @Override
  public void enrich(EventView event) {
    String address = Settings.firstText(event, from.size(), event.ip());
    if (address == null) {
      return;
    }
    byte[][] values = recent.get(address, this::look);
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        event.addJson(i, values[i]);
      }
    }
  }

  private byte[][] look(String text) {
    IpAddress address = IpAddress.parse(text.strip());
    Map<?, ?> record = address == null ? null : places.find(address);
    if (record == null) {
      return NOTHING;
    }
    byte[][] values = new byte[paths.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = json(GeoFile.at(record, paths.get(i)));
    }
    return values;
  }

  /** Null for what is no text, finite number or truth value. */
  private static byte[] json(Object value) {
    if (value instanceof String text) {
      return JsonStrings.quote(text).getBytes(StandardCharsets.UTF_8);
    }
    boolean number = value instanceof Number n && Double.isFinite(n.doubleValue());
    return number || value instanceof Boolean
        ? value.toString().getBytes(StandardCharsets.US_ASCII)
        : null;
  }
}
