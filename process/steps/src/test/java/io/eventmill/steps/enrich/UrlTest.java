package io.eventmill.steps.enrich;

import static io.eventmill.steps.Given.record;
import static io.eventmill.steps.Given.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.steps.EventSteps;
import io.eventmill.steps.Given;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** URLs taken apart, beside java.net.URI where that takes them, and what campaigns they name. */
class UrlTest {
  private static final ObjectMapper JACKSON = new ObjectMapper();
  private static final String START = "{\"event_type\":\"t\",\"event_timestamp\":0,\"url\":";

  private final EventSteps url =
      Given.steps(Given.WEB + "enrich: [{url: {from: /url, parameters: {q: words}}}]");
  private final EventSteps campaign =
      Given.steps(
          Given.WEB
              + "enrich: [{campaign: {from: /url, prefix: c_, parameters: {mtm_source: source},"
              + " click_ids: {own_id: own}}}]");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "https://User:pw@Shop.Example.com:8443/a/b?q=red+shoes&q=2&x#top | {`url_scheme`:`https`,`url_host`:`shop.example.com`,`url_port`:8443,`url_path`:`/a/b`,`url_query`:`q=red+shoes&q=2&x`,`url_fragment`:`top`,`words`:`red shoes`}",
        "http://[2001:DB8::1]:80 | {`url_scheme`:`http`,`url_host`:`[2001:db8::1]`,`url_port`:80}",
        "http://[::1]/ | {`url_scheme`:`http`,`url_host`:`[::1]`,`url_path`:`/`}",
        "/basket?q=%C3%A9%zz | {`url_path`:`/basket`,`url_query`:`q=%C3%A9%zz`,`words`:`é%zz`}",
        "//cdn.example.com./x | {`url_host`:`cdn.example.com`,`url_path`:`/x`}",
        "http://a b^c/d e^?q=%&#{} | {`url_scheme`:`http`,`url_host`:`a b^c`,`url_path`:`/d e^`,`url_query`:`q=%&`,`url_fragment`:`{}`,`words`:`%`}",
        "android-app://com.google.android.gm/ | {`url_scheme`:`android-app`,`url_host`:`com.google.android.gm`,`url_path`:`/`}",
        "mailto:ann@example.com | {`url_scheme`:`mailto`,`url_path`:`ann@example.com`}",
        "http://a:99999/?#| {`url_scheme`:`http`,`url_host`:`a`,`url_path`:`/`}",
        "? | {}",
      })
  void isTakenApart(String text, String parts) throws Exception {
    assertThat(added(url, JsonStrings.quote(text)))
        .isEqualTo(JACKSON.readTree(parts.replace('`', '"')));
  }

  @ParameterizedTest
  @CsvSource({"null", "7", "{}", "[]", "true", "'\"\"'"})
  void whatIsNoTextSaysNothing(String value) throws Exception {
    assertThat(added(url, value)).isEmpty();
    assertThat(added(campaign, value)).isEmpty();
  }

  @Property
  void isTakenApartAsTheJdkDoes(@ForAll("urls") String text) throws Exception {
    URI jdk = new URI(text);
    ObjectNode expected = JACKSON.createObjectNode();
    put(expected, "url_scheme", jdk.getScheme().toLowerCase(Locale.ROOT));
    put(expected, "url_host", jdk.getHost().toLowerCase(Locale.ROOT));
    if (jdk.getPort() >= 0) {
      expected.put("url_port", jdk.getPort());
    }
    put(expected, "url_path", jdk.getRawPath());
    put(expected, "url_query", jdk.getRawQuery());
    put(expected, "url_fragment", jdk.getRawFragment());
    String q = jdk.getRawQuery() == null ? "" : jdk.getRawQuery();
    if (q.startsWith("q=")) {
      put(expected, "words", URLDecoder.decode(q.substring(2), StandardCharsets.UTF_8));
    }

    assertThat(added(url, JsonStrings.quote(text))).isEqualTo(expected);
  }

  @Provide
  Arbitrary<String> urls() {
    Arbitrary<String> word = Arbitraries.strings().withChars("aZé /&=?#+%😀.-_~").ofMaxLength(8);
    Arbitrary<String> encoded = word.map(w -> URLEncoder.encode(w, StandardCharsets.UTF_8));
    return Combinators.combine(
            Arbitraries.of("http", "HTTPS", "app+x"),
            Arbitraries.of("", "u@", "u:p@"),
            Arbitraries.of("Shop.example", "a", "192.0.2.1", "[2001:db8::1]", "xn--bcher-kva.de"),
            Arbitraries.of("", ":1", ":8080", ":65535"),
            encoded.list().ofMaxSize(3).map(l -> l.isEmpty() ? "" : "/" + String.join("/", l)),
            encoded.injectNull(0.3),
            encoded.injectNull(0.3))
        .as(
            (scheme, user, host, port, path, q, fragment) ->
                scheme
                    + "://"
                    + user
                    + host
                    + port
                    + path
                    + (q == null ? "" : "?q=" + q)
                    + (fragment == null ? "" : "#" + fragment));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/?utm_source=news&utm_medium=email&utm_campaign=spring+sale&utm_term=a%2Bb&utm_content=top&utm_id=7 | {`c_source`:`news`,`c_medium`:`email`,`c_name`:`spring sale`,`c_term`:`a+b`,`c_content`:`top`,`c_id`:`7`}",
        "/?UTM_Source=first&utm_source=second&utm_medium=&utm_medium=cpc | {`c_source`:`first`,`c_medium`:`cpc`}",
        "/?a=1&gclid=Cj0K_x-1 | {`c_click_id`:`Cj0K_x-1`,`c_network`:`google`}",
        "/?fbclid=IwAR | {`c_click_id`:`IwAR`,`c_network`:`facebook`}",
        "/?msclkid=m&gclid=g | {`c_click_id`:`m`,`c_network`:`microsoft`}",
        "/?ScCid=s | {`c_click_id`:`s`,`c_network`:`snapchat`}",
        "/?ttclid=t | {`c_click_id`:`t`,`c_network`:`tiktok`}",
        "/?mtm_source=matomo&own_id=1 | {`c_source`:`matomo`,`c_click_id`:`1`,`c_network`:`own`}",
        "/?utm_source | {}",
        "/#utm_source=x | {}",
        "utm_source=x | {}",
      })
  void namesItsCampaign(String text, String parts) throws Exception {
    assertThat(added(campaign, JsonStrings.quote(text)))
        .isEqualTo(JACKSON.readTree(parts.replace('`', '"')));
  }

  private static void put(ObjectNode to, String name, String part) {
    if (part != null && !part.isEmpty()) {
      to.put(name, part);
    }
  }

  private static JsonNode added(EventSteps steps, String value) throws Exception {
    String event = START + value + "}";
    String enriched = text(steps.process(record(event)));
    assertThat(enriched).startsWith(event.substring(0, event.length() - 1));
    return ((ObjectNode) JACKSON.readTree(enriched))
        .remove(List.of("event_type", "event_timestamp", "url"));
  }
}
