package io.eventmill.simulate.web;

import io.eventmill.event.json.JsonStrings;
import io.eventmill.simulate.drawn.Browser;
import io.eventmill.simulate.drawn.Dice;
import io.eventmill.simulate.drawn.OperatingSystem;
import io.eventmill.simulate.drawn.PublicAddress;
import io.eventmill.simulate.drawn.Uuid;
import io.eventmill.simulate.drawn.WordList;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A person who visits the shop. Everything about them is drawn once and holds for the whole run, so
 * it is kept as the piece of JSON that ends each of their events.
 */
record Visitor(byte[] json) {
  private static final List<String> LOCALES =
      WordList.words(WordList.lines(Visitor.class, "locales.txt"));

  static Visitor draw(WebChoices choices, Dice dice) {
    String source = choices.utmSources().draw(dice);
    boolean search = source.equals("google") || source.equals("bing");
    StringBuilder json = new StringBuilder(1024);
    text(json, "referer_url", "www." + source + ".com");
    text(json, "referer_url_scheme", "http");
    text(json, "referer_url_port", "80");
    text(json, "referer_medium", search ? "search" : "internal");
    text(json, "utm_medium", choices.utmMediums().draw(dice));
    text(json, "utm_source", source);
    text(json, "utm_content", choices.ads().draw(dice));
    text(json, "utm_campaign", choices.campaigns().draw(dice));
    text(json, "click_id", Uuid.draw(dice));
    Place place = dice.oneOf(Place.all());
    text(json, "geo_latitude", place.latitude());
    text(json, "geo_longitude", place.longitude());
    text(json, "geo_country", place.country());
    text(json, "geo_timezone", place.zone());
    text(json, "geo_region_name", place.name());
    text(json, "ip_address", PublicAddress.draw(dice));
    device(json, place.zone(), choices, dice);
    text(json, "user_custom_id", MailAddress.draw(dice));
    text(json, "user_domain_id", Uuid.draw(dice));
    json.setCharAt(json.length() - 1, '}');
    return new Visitor(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void device(StringBuilder json, String zone, WebChoices choices, Dice dice) {
    String browser = choices.browsers().draw(dice);
    text(json, "browser_name", browser);
    text(json, "browser_user_agent", Browser.userAgent(browser, dice));
    text(json, "browser_language", dice.oneOf(LOCALES));
    String system = choices.operatingSystems().draw(dice);
    boolean mobile = OperatingSystem.isMobile(system);
    text(json, "os", OperatingSystem.token(system, dice));
    text(json, "os_name", system);
    text(json, "os_timezone", zone);
    text(json, "device_type", mobile ? "Mobile" : "Computer");
    json.append("\"device_is_mobile\":").append(mobile).append(',');
  }

  private static void text(StringBuilder json, String name, String value) {
    json.append('"').append(name).append("\":");
    JsonStrings.quote(value, json);
    json.append(',');
  }
}
