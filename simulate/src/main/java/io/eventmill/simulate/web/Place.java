package io.eventmill.simulate.web;

import io.eventmill.simulate.drawn.WordList;
import java.util.List;

/**
 * A town where visitors sit.
 *
 * @param country two letters (ISO 3166)
 * @param zone name of the IANA time zone
 * @param latitude decimal degrees, as the event spells them
 */
record Place(String country, String zone, String name, String latitude, String longitude) {
  private static final List<Place> ALL =
      WordList.lines(Place.class, "places.txt").stream().map(Place::parse).toList();

  static List<Place> all() {
    return ALL;
  }

  private static Place parse(String line) {
    String[] part = line.split("\\|");
    return new Place(part[0], part[1], part[2], part[3], part[4]);
  }
}
