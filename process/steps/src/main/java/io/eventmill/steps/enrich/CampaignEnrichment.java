package io.eventmill.steps.enrich;

import io.eventmill.pipeline.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The campaign that a URL names: its {@code utm_} parameters, and the click id that an advertiser's
 * network has put there, with the network's name. The first of several counts; names of parameters
 * are taken in any case. No field is added for what the URL does not say.
 */
final class CampaignEnrichment implements Enrichment {
  /**
   * What is added, by parameter: those that Google Analytics documents for tagged URLs
   * (support.google.com/analytics/answer/10917952), which all other tools have taken over.
   */
  private static final Map<String, String> PARAMETERS = new LinkedHashMap<>();

  /** Click ids by parameter, as each network documents its automatic tagging. */
  private static final Map<String, String> CLICK_IDS = new LinkedHashMap<>();

  static {
    PARAMETERS.put("utm_source", "source");
    PARAMETERS.put("utm_medium", "medium");
    PARAMETERS.put("utm_campaign", "name");
    PARAMETERS.put("utm_term", "term");
    PARAMETERS.put("utm_content", "content");
    PARAMETERS.put("utm_id", "id");
    PARAMETERS.put("utm_source_platform", "source_platform");
    PARAMETERS.put("utm_creative_format", "creative_format");
    PARAMETERS.put("utm_marketing_tactic", "marketing_tactic");

    CLICK_IDS.put("gclid", "google"); // Google Ads
    CLICK_IDS.put("gbraid", "google"); // Google Ads, from the web into an app
    CLICK_IDS.put("wbraid", "google"); // Google Ads, from an app to the web
    CLICK_IDS.put("dclid", "doubleclick"); // Campaign Manager and Display & Video 360
    CLICK_IDS.put("msclkid", "microsoft"); // Microsoft Advertising
    CLICK_IDS.put("fbclid", "facebook"); // Meta
    CLICK_IDS.put("igshid", "instagram");
    CLICK_IDS.put("ttclid", "tiktok");
    CLICK_IDS.put("twclid", "twitter"); // X
    CLICK_IDS.put("li_fat_id", "linkedin");
    CLICK_IDS.put("sccid", "snapchat");
    CLICK_IDS.put("epik", "pinterest");
    CLICK_IDS.put("rdt_cid", "reddit");
    CLICK_IDS.put("yclid", "yandex");
    CLICK_IDS.put("irclickid", "impact");
  }

  private static final String CLICK_ID = "click_id";
  private static final String NETWORK = "network";

  private final String from;
  private final List<String> adds = new ArrayList<>();
  private final Map<String, Integer> slots = new LinkedHashMap<>();
  private final Map<String, String> networks = new LinkedHashMap<>(CLICK_IDS);

  CampaignEnrichment(Section settings) {
    this.from = settings.pointer("from");
    String prefix = settings.text("prefix", "campaign_");
    PARAMETERS.forEach(
        (parameter, part) -> {
          slots.put(parameter, adds.size());
          adds.add(prefix + part);
        });
    Section own = settings.section("parameters");
    for (String parameter : own.keys()) {
      String part = own.oneOf(parameter, "source", List.copyOf(PARAMETERS.values()));
      slots.put(parameter.toLowerCase(Locale.ROOT), adds.indexOf(prefix + part));
    }
    settings
        .table("click_ids")
        .forEach((parameter, network) -> networks.put(parameter.toLowerCase(Locale.ROOT), network));
    adds.add(prefix + CLICK_ID);
    adds.add(prefix + NETWORK);
  }

  @Override
  public List<String> reads() {
    return List.of(from);
  }

  @Override
  public List<String> adds() {
    return adds;
  }

  @Override
  public void enrich(EventView event) {
    String url = Settings.text(event, 0);
    String query = url == null ? null : UrlText.parse(url).query();
    if (query == null) {
      return;
    }
    boolean[] said = new boolean[adds.size()];
    QueryText.each(
        query,
        (parameter, value) -> {
          if (!value.isBlank()) {
            say(event, parameter.toLowerCase(Locale.ROOT), value, said);
          }
        });
  }

  private void say(EventView event, String parameter, String value, boolean[] said) {
    int clickId = adds.size() - 2;
    String network = networks.get(parameter);
    Integer slot = network != null ? Integer.valueOf(clickId) : slots.get(parameter);
    if (slot == null || said[slot]) {
      return;
    }
    said[slot] = true;
    event.addText(slot, value);
    if (network != null) {
      event.addText(clickId + 1, network);
    }
  }
}
