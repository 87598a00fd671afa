package io.eventmill.query.http;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The forms an answer can have, in the order we prefer them. */
public enum Media {
  JSON("application", "json", "application/json"),
  CSV("text", "csv", "text/csv; charset=utf-8; header=present"),
  BYTES("application", "octet-stream", "application/octet-stream");

  private final String type;
  private final String subtype;
  private final String contentType;

  Media(String type, String subtype, String contentType) {
    this.type = type;
    this.subtype = subtype;
    this.contentType = contentType;
  }

  public String contentType() {
    return contentType;
  }

  /**
   * The offered form that an Accept header likes best (RFC 9110 §12.5.1): the most specific range
   * decides a form's weight, the heaviest form wins, a tie goes to the one we prefer.
   *
   * @param accept null or blank takes anything
   * @return null when none is acceptable
   */
  static Media choose(String accept, Set<Media> offered) {
    if (accept == null || accept.isBlank()) {
      return EnumSet.copyOf(offered).iterator().next();
    }
    Media best = null;
    double bestWeight = 0;
    for (Media media : EnumSet.copyOf(offered)) {
      double weight = media.weight(accept);
      if (weight > bestWeight) {
        best = media;
        bestWeight = weight;
      }
    }
    return best;
  }

  private double weight(String accept) {
    int bestRank = -1;
    double weight = 0;
    for (String range : accept.toLowerCase(Locale.ROOT).split(",")) {
      String[] parts = range.split(";");
      int rank = rank(parts[0].strip());
      if (rank > bestRank) {
        bestRank = rank;
        weight = quality(parts);
      }
    }
    return weight;
  }

  private int rank(String range) {
    if (range.equals(type + "/" + subtype)) {
      return 2;
    }
    if (range.equals(type + "/*")) {
      return 1;
    }
    return range.equals("*/*") ? 0 : -1;
  }

  /** The q parameter among the parts of a header's element; 1 when there is none. */
  static double quality(String[] parts) {
    return Arrays.stream(parts)
        .skip(1)
        .map(String::strip)
        .filter(part -> part.startsWith("q="))
        .mapToDouble(part -> number(part.substring(2)))
        .findFirst()
        .orElse(1);
  }

  private static double number(String text) {
    return text.matches("[01](\\.\\d{0,3})?") ? Double.parseDouble(text) : 0;
  }
}
