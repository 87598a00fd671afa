package io.eventmill.simulate.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.simulate.drawn.PublicAddress;
import io.eventmill.simulate.drawn.WordList;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlacesTest {
  @Test
  void everyPlaceHasAZoneThatExistsAndACountryThatExists() {
    Set<String> countries = Set.of(Locale.getISOCountries());
    for (Place place : Place.all()) {
      assertThat(ZoneId.getAvailableZoneIds()).as(place.name()).contains(place.zone());
      assertThat(countries).as(place.name()).contains(place.country());
      assertThat(place.name()).isNotBlank().isEqualTo(place.name().strip());
    }
  }

  @Test
  void everyPlaceLiesOnTheEarthWhereItsZoneIs() {
    for (Place place : Place.all()) {
      double latitude = Double.parseDouble(place.latitude());
      double longitude = Double.parseDouble(place.longitude());
      assertThat(latitude).as(place.name()).isBetween(-56.0, 71.0);
      assertThat(longitude).as(place.name()).isBetween(-180.0, 180.0);
      double hours =
          ZoneId.of(place.zone())
                  .getRules()
                  .getStandardOffset(Instant.parse("2026-01-01T00:00:00Z"))
                  .getTotalSeconds()
              / 3600.0;
      // clocks run up to three hours apart from the sun (western China), never more
      assertThat(Math.abs(longitude / 15 - hours)).as(place.name()).isLessThan(3.1);
    }
  }

  @Test
  void thereAreManyPlacesInManyCountriesAndNoneTwice() {
    Map<String, Long> byCountry =
        Place.all().stream().collect(Collectors.groupingBy(Place::country, Collectors.counting()));
    Set<String> names = new HashSet<>();
    Place.all().forEach(p -> assertThat(names.add(p.country() + p.name())).as(p.name()).isTrue());

    assertThat(Place.all()).hasSizeGreaterThan(500);
    assertThat(byCountry).hasSizeGreaterThan(134);
    assertThat(byCountry.get("US")).isGreaterThan(byCountry.get("IN"));
  }

  @Test
  void everyLocaleIsALanguageAndACountry() {
    Set<String> languages = Set.of(Locale.getISOLanguages());
    Set<String> countries = Set.of(Locale.getISOCountries());
    for (String locale : WordList.words(WordList.lines(Visitor.class, "locales.txt"))) {
      String[] part = locale.split("_");
      assertThat(languages).as(locale).contains(part[0]);
      assertThat(countries).as(locale).contains(part[1]);
    }
  }

  @Test
  void specialAddressesAreNotDrawn() {
    for (String special :
        new String[] {
          "0.1.2.3", "10.9.8.7", "100.64.0.1", "100.127.255.255", "127.0.0.1", "169.254.9.9",
          "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.168.1.1", "192.88.99.1",
          "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1",
              "255.255.255.255"
        }) {
      assertThat(PublicAddress.isPublic(address(special))).as(special).isFalse();
    }
    for (String usual :
        new String[] {
          "1.1.1.1", "100.63.0.1", "172.15.0.1", "172.32.0.1", "192.1.2.3", "223.9.9.9"
        }) {
      assertThat(PublicAddress.isPublic(address(usual))).as(usual).isTrue();
    }
  }

  private static int address(String text) {
    int address = 0;
    for (String part : text.split("\\.")) {
      address = address << 8 | Integer.parseInt(part);
    }
    return address;
  }
}
