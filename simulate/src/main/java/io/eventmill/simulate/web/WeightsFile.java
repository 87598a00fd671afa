package io.eventmill.simulate.web;

import io.eventmill.pipeline.Guess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a file of weights and notes everything that is wrong with it before it says so. */
final class WeightsFile {
  private static final Set<String> GROUPS =
      new LinkedHashSet<>(
          List.of(
              "pages",
              "landing_pages",
              "visits_per_hour",
              "operating_systems",
              "utm_sources",
              "ads",
              "campaigns",
              "utm_mediums",
              "browsers"));

  /** Wide enough for thirds written with six digits, narrow enough for a forgotten entry. */
  private static final double SUM_TOLERANCE = 1e-5;

  private final List<String> problems = new ArrayList<>();
  private final Map<String, Object> root;

  private WeightsFile(Map<String, Object> root) {
    this.root = root;
  }

  static WebWeights parse(String yaml, String file) {
    WeightsFile read = new WeightsFile(root(yaml, file));
    WebWeights weights = read.weights();
    if (!read.problems.isEmpty()) {
      throw new WeightsException(file, read.problems);
    }
    return weights;
  }

  private static Map<String, Object> root(String yaml, String file) {
    Object loaded;
    try {
      loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(m -> "line " + (m.getLine() + 1) + ": ").orElse("");
      throw new WeightsException(file, List.of(line + "not YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      throw new WeightsException(file, List.of("not YAML: " + e.getMessage()));
    }
    if (!(loaded instanceof Map<?, ?> map)) {
      throw new WeightsException(
          file, List.of("expected the groups " + String.join(", ", GROUPS) + "; found none"));
    }
    return named(map);
  }

  private WebWeights weights() {
    for (String key : root.keySet()) {
      if (!GROUPS.contains(key)) {
        problems.add(
            "'" + key + "' is not a group" + Guess.among(key, GROUPS) + "; groups: " + groups());
      }
    }
    List<String> missing = GROUPS.stream().filter(g -> !root.containsKey(g)).toList();
    if (!missing.isEmpty()) {
      problems.add(
          "missing: "
              + String.join(", ", missing)
              + "; the file replaces all of the built-in weights, so it must have every group");
    }
    WebWeights weights =
        new WebWeights(
            pages(),
            shares("landing_pages", root.get("landing_pages")),
            shares("visits_per_hour", root.get("visits_per_hour")),
            shares("operating_systems", root.get("operating_systems")),
            shares("utm_sources", root.get("utm_sources")),
            shares("ads", root.get("ads")),
            shares("campaigns", root.get("campaigns")),
            shares("utm_mediums", root.get("utm_mediums")),
            shares("browsers", root.get("browsers")));
    checkHours(weights.visitsPerHour());
    checkLanding(weights);
    checkEnds(weights.pages());
    return weights;
  }

  private Map<String, Map<String, Double>> pages() {
    Map<String, Map<String, Double>> pages = new LinkedHashMap<>();
    Object given = root.get("pages");
    if (given instanceof Map<?, ?> map) {
      named(map).forEach((page, next) -> pages.put(page, shares("pages." + page, next)));
    } else if (given != null) {
      problems.add("pages: expected a page and its next pages on each line, found " + show(given));
    }
    if (pages.containsKey(PageChain.SESSION_END)) {
      problems.add("pages.session_end: nothing follows the end of a session; remove it");
    }
    pages.forEach(
        (page, next) ->
            next.keySet().stream()
                .filter(to -> !to.equals(PageChain.SESSION_END) && !pages.containsKey(to))
                .forEach(to -> problems.add(unknownPage("pages." + page, to, pages.keySet()))));
    return pages;
  }

  private Map<String, Double> shares(String group, Object given) {
    Map<String, Double> shares = new LinkedHashMap<>();
    if (GROUPS.contains(group) && !root.containsKey(group)) {
      return shares; // told as missing
    }
    if (!(given instanceof Map<?, ?> map) || map.isEmpty()) {
      problems.add(group + ": expected names with their shares, found " + show(given));
      return shares;
    }
    int before = problems.size();
    named(map).forEach((name, share) -> share(group, name, share, shares));
    double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    if (problems.size() == before && Math.abs(sum - 1) > SUM_TOLERANCE) {
      problems.add(group + ": the shares sum to " + rounded(sum) + "; they must sum to 1");
    }
    return shares;
  }

  private void share(String group, String name, Object share, Map<String, Double> shares) {
    double value = share instanceof Number n ? n.doubleValue() : Double.NaN;
    if (value >= 0 && value <= 1 + SUM_TOLERANCE) {
      shares.put(name, value);
    } else {
      problems.add(
          group + "." + name + ": " + show(share) + " is not a share; give a number from 0 to 1");
    }
  }

  private void checkHours(Map<String, Double> hours) {
    Set<String> day =
        IntStream.range(0, 24)
            .mapToObj(Integer::toString)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (!hours.isEmpty() && !hours.keySet().equals(day)) {
      problems.add("visits_per_hour: expected the hours 0 to 23, found " + hours.keySet());
    }
  }

  private void checkLanding(WebWeights weights) {
    for (String page : weights.landingPages().keySet()) {
      if (!weights.pages().containsKey(page) && !weights.pages().isEmpty()) {
        problems.add(unknownPage("landing_pages", page, weights.pages().keySet()));
      }
    }
  }

  /** A visit that cannot end would stay open for ever, and with it the memory it takes. */
  private void checkEnds(Map<String, Map<String, Double>> pages) {
    Set<String> ending = new LinkedHashSet<>(Set.of(PageChain.SESSION_END));
    while (pages.entrySet().stream()
        .anyMatch(p -> leadsTo(p.getValue(), ending) && ending.add(p.getKey()))) {
      // grows by one page a round until nothing more leads to the end
    }
    for (String page : pages.keySet()) {
      if (!ending.contains(page) && problems.isEmpty()) {
        problems.add("pages." + page + ": no way leads from here to session_end");
      }
    }
  }

  private static boolean leadsTo(Map<String, Double> next, Set<String> ending) {
    return next.entrySet().stream().anyMatch(e -> e.getValue() > 0 && ending.contains(e.getKey()));
  }

  private static String unknownPage(String where, String page, Set<String> known) {
    return where + ": '" + page + "' is not a page of 'pages'" + Guess.among(page, known);
  }

  private static Map<String, Object> named(Map<?, ?> map) {
    Map<String, Object> named = new LinkedHashMap<>();
    map.forEach((key, value) -> named.put(String.valueOf(key), value));
    return named;
  }

  private static String groups() {
    return String.join(", ", GROUPS);
  }

  private static String show(Object value) {
    return value == null ? "nothing" : "'" + value + "'";
  }

  private static String rounded(double sum) {
    return java.math.BigDecimal.valueOf(sum)
        .setScale(6, java.math.RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
