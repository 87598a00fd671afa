package io.eventmill.steps.enrich;

import io.eventmill.event.json.JsonKind;
import io.eventmill.pipeline.Section;
import java.util.List;

/**
 * Sets the last part of IP addresses to zero: in the fields it is told, and in the address of the
 * request, for the steps behind and for a field of its own. A field that holds anything but
 * addresses (several may stand with commas between) is taken out: what cannot be shortened might
 * still be one.
 */
final class AnonymiseIpEnrichment implements Enrichment {
  private static final int V4_OCTETS = 4;
  private static final int V6_BITS = 128;

  /** What others in the field hide: the last octet, and all but the first 48 bits. */
  private static final int V4_OCTETS_HIDDEN = 1;

  private static final int V6_BITS_HIDDEN = 80;

  private final List<String> from;
  private final List<String> adds;
  private final int v4Octets;
  private final int v6Bits;

  AnonymiseIpEnrichment(Section settings) {
    this.from = settings.has("from") ? Settings.apart(settings, "from") : List.of();
    this.adds = settings.has("into") ? List.of(Settings.fieldName(settings, "into")) : List.of();
    this.v4Octets = settings.integer("v4_octets", V4_OCTETS_HIDDEN, 1, V4_OCTETS);
    this.v6Bits = settings.integer("v6_bits", V6_BITS_HIDDEN, 1, V6_BITS);
  }

  @Override
  public List<String> reads() {
    return from;
  }

  @Override
  public List<String> changes() {
    return from;
  }

  @Override
  public List<String> adds() {
    return adds;
  }

  @Override
  public void enrich(EventView event) {
    String shown = null;
    for (int i = 0; i < from.size(); i++) {
      String shortened = event.kind(i) == JsonKind.STRING ? shortened(event.text(i)) : null;
      if (shortened != null) {
        event.replaceText(i, shortened);
        shown = shown == null ? shortened : shown;
      } else if (!event.isBlank(i)) {
        event.remove(i);
      }
    }
    String request = event.ip() == null ? null : shortened(event.ip());
    event.replaceIp(request);
    shown = shown == null ? request : shown;
    if (shown != null && !adds.isEmpty()) {
      event.addText(0, shown);
    }
  }

  /** Null for a text that is not one address or several. */
  private String shortened(String text) {
    StringBuilder all = new StringBuilder();
    for (String one : text.split(",", -1)) {
      IpAddress address = IpAddress.parse(one.strip());
      if (address == null) {
        return null;
      }
      int hidden = address.isV4() ? v4Octets * Byte.SIZE : v6Bits;
      all.append(all.isEmpty() ? "" : ", ").append(address.withoutLast(hidden));
    }
    return all.toString();
  }
}
