package io.eventmill.steps.enrich;

import io.eventmill.event.json.JsonKind;
import io.eventmill.pipeline.Section;
import java.util.List;

/**
 * The domain of an e-mail address: what stands after its last {@code @}, as it is written. A text
 * without one gets {@code n/a}. No field is added when there is no text.
 */
final class EmailDomainEnrichment implements Enrichment {
  private static final String NO_DOMAIN = "n/a";

  private final String from;
  private final String into;

  private EmailDomainEnrichment(Section settings) {
    this.from = settings.pointer("from");
    this.into = Settings.fieldName(settings, "into");
  }

  static final class Kind implements EnrichmentKind {
    @Override
    public String name() {
      return "email_domain";
    }

    @Override
    public Enrichment configure(Section settings) {
      return new EmailDomainEnrichment(settings);
    }
  }

  @Override
  public List<String> reads() {
    return List.of(from);
  }

  @Override
  public List<String> adds() {
    return List.of(into);
  }

  @Override
  public void enrich(EventView event) throws EnrichmentException {
    if (event.isBlank(0)) {
      return;
    }
    JsonKind kind = event.kind(0);
    if (kind != JsonKind.STRING) {
      throw new EnrichmentException(
          "expected an e-mail address as a string at " + from + ", found " + kind.described(),
          from);
    }
    String address = event.text(0);
    int at = address.lastIndexOf('@');
    event.addText(0, at < 0 ? NO_DOMAIN : address.substring(at + 1));
  }
}
