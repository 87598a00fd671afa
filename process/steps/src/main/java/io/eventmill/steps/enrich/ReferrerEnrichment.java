package io.eventmill.steps.enrich;

import io.eventmill.event.json.JsonKind;
import io.eventmill.pipeline.Section;
import io.eventmill.steps.enrich.Referrers.Known;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a visit came from, by the page's referrer: a medium (search, social, email, ai, paid,
 * internal, direct, unknown), the name of the site and the words searched for. A referrer that is
 * null or an empty text means that the browser had none: direct. An absent field says nothing.
 */
final class ReferrerEnrichment implements Enrichment {
  private static final String INTERNAL = "internal";
  private static final String UNKNOWN = "unknown";
  private static final String DIRECT = "direct";
  private static final int MEDIUM = 0;
  private static final int SOURCE = 1;
  private static final int TERM = 2;

  private final List<String> reads = new ArrayList<>();
  private final List<String> adds;
  private final List<String> internal;

  ReferrerEnrichment(Section settings) {
    reads.add(settings.pointer("from"));
    if (settings.has("page")) {
      reads.add(settings.pointer("page"));
    }
    String prefix = settings.text("prefix", "referrer_");
    this.adds = List.of(prefix + "medium", prefix + "source", prefix + "term");
    this.internal = settings.texts("internal").stream().map(Referrers::host).toList();
  }

  @Override
  public List<String> reads() {
    return reads;
  }

  @Override
  public List<String> adds() {
    return adds;
  }

  @Override
  public void enrich(EventView event) {
    JsonKind kind = event.kind(0);
    if (kind == JsonKind.NULL || kind == JsonKind.STRING && event.text(0).isBlank()) {
      event.addText(MEDIUM, DIRECT);
    } else if (kind == JsonKind.STRING) {
      UrlText referrer = UrlText.parse(event.text(0));
      if (referrer.host() == null) {
        event.addText(MEDIUM, UNKNOWN);
      } else {
        say(event, referrer, Referrers.host(referrer.host()));
      }
    }
  }

  private void say(EventView event, UrlText referrer, String host) {
    if (isInternal(event, host)) {
      event.addText(MEDIUM, INTERNAL);
      return;
    }
    Known known = Referrers.find(host);
    event.addText(MEDIUM, known == null ? UNKNOWN : known.medium());
    if (known == null) {
      return;
    }
    event.addText(SOURCE, known.source());
    boolean[] said = new boolean[1];
    QueryText.each(
        referrer.query(),
        (name, value) -> {
          if (!said[0] && !value.isBlank() && known.terms().contains(name)) {
            said[0] = true;
            event.addText(TERM, value);
          }
        });
  }

  private boolean isInternal(EventView event, String host) {
    String page = reads.size() > 1 ? Settings.text(event, 1) : null;
    String own = page == null ? null : UrlText.parse(page).host();
    if (own != null && Referrers.host(own).equals(host)) {
      return true;
    }
    for (String domain : internal) {
      if (host.equals(domain) || host.endsWith("." + domain)) {
        return true;
      }
    }
    return false;
  }
}
