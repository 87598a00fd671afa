package io.eventmill.steps.enrich;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The sites of referrers.txt beside this class, by the host of a URL. */
final class Referrers {
  /**
   * @param terms names of the parameters that hold what was searched for
   */
  record Known(String medium, String source, List<String> terms) {}

  /** What may stand behind the name of a site that has one domain per country. */
  private static final Pattern COUNTRY =
      Pattern.compile("com|[a-z]{2}|(co|com|org|net|ne|or)\\.[a-z]{2}");

  private static final String ANY_COUNTRY = ".*";
  private static final Map<String, Known> BY_DOMAIN = read();

  private Referrers() {}

  /** The site with the longest domain that the host is or lies in; null for none. */
  static Known find(String host) {
    for (String domain = host; domain != null; domain = parent(domain)) {
      Known known = BY_DOMAIN.get(domain);
      for (int dot = domain.indexOf('.'); known == null && dot > 0; ) {
        if (COUNTRY.matcher(domain).region(dot + 1, domain.length()).matches()) {
          known = BY_DOMAIN.get(domain.substring(0, dot) + ANY_COUNTRY);
        }
        dot = domain.indexOf('.', dot + 1);
      }
      if (known != null) {
        return known;
      }
    }
    return null;
  }

  /** A host as it is compared: lower case, without {@code www.} in front. */
  static String host(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.startsWith("www.") ? lower.substring(4) : lower;
  }

  static Map<String, Known> all() {
    return BY_DOMAIN;
  }

  private static String parent(String domain) {
    int dot = domain.indexOf('.');
    return dot < 0 ? null : domain.substring(dot + 1);
  }

  private static Map<String, Known> read() {
    Map<String, Known> known = new HashMap<>();
    try (InputStream file = Referrers.class.getResourceAsStream("referrers.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          add(line, known);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(known);
  }

  private static void add(String line, Map<String, Known> known) {
    String[] columns = line.split("\\|", -1);
    List<String> terms = columns.length > 3 ? List.of(columns[3].strip().split(" ")) : List.of();
    Known site = new Known(columns[0].strip(), columns[1].strip(), terms);
    for (String domain : columns[2].strip().split(" ")) {
      if (known.putIfAbsent(domain, site) != null) {
        throw new IllegalStateException("referrers.txt has " + domain + " twice");
      }
    }
  }
}
