package io.eventmill.steps.enrich;

import java.util.function.BiConsumer;

/** The parameters of a URL's query, decoded, in their order; also those without a value. */
final class QueryText {
  private QueryText() {}

  /**
   * @param query without its question mark; null has no parameters
   */
  static void each(String query, BiConsumer<String, String> parameter) {
    int from = 0;
    while (query != null && from < query.length()) {
      int end = end(query, from);
      int equals = query.indexOf('=', from);
      boolean valued = equals >= 0 && equals < end;
      if (end > from) {
        parameter.accept(
            UrlText.decoded(query.substring(from, valued ? equals : end)),
            valued ? UrlText.decoded(query.substring(equals + 1, end)) : "");
      }
      from = end + 1;
    }
  }

  private static int end(String query, int from) {
    int end = from;
    while (end < query.length() && query.charAt(end) != '&') {
      end++;
    }
    return end;
  }
}
