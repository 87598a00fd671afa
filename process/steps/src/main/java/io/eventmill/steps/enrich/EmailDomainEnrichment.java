package io.eventmill.steps.enrich;

import io.eventmill.pipeline.Section;

/**
 * The domain of an e-mail address: what stands after its last {@code @}, as it is written. A text
 * without one gets {@code n/a}. No field is added when there is no text.
 */
final class EmailDomainEnrichment extends FromInto {
  private static final String NO_DOMAIN = "n/a";

  EmailDomainEnrichment(Section settings) {
    super(settings);
  }

  @Override
  public void enrich(EventView event) {
    String address = Settings.text(event, 0);
    if (address != null) {
      int at = address.lastIndexOf('@');
      event.addText(0, at < 0 ? NO_DOMAIN : address.substring(at + 1));
    }
  }
}
