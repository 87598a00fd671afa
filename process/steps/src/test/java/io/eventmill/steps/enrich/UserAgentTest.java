package io.eventmill.steps.enrich;

import static io.eventmill.steps.Given.record;
import static io.eventmill.steps.Given.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.steps.EventSteps;
import io.eventmill.steps.Given;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** User-Agents as browsers and programs send them, with what their makers say they are. */
class UserAgentTest {
  private static final ObjectMapper JACKSON = new ObjectMapper();
  private static final String EVENT = "{\"event_type\":\"t\",\"event_timestamp\":0%s}";
  private static final EventSteps STEPS =
      Given.steps(Given.WEB + "enrich: [{user_agent: {from: /ua, prefix: ''}}]");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36 | Chrome | 124.0.0 | Windows | 10 | - | desktop | false",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36 Edg/124.0.2478.51 | Edge | 124.0.2478 | Windows | 10 | - | desktop | false",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1 | Mobile Safari | 17.4 | iOS | 17.4 | iPhone | mobile | false",
        "Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1 | Mobile Safari | 16.6 | iOS | 16.6 | iPad | tablet | false",
        "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.6367.82 Mobile Safari/537.36 | Chrome Mobile | 124.0.6367 | Android | 14 | Pixel 8 | mobile | false",
        "Mozilla/5.0 (Linux; Android 13; SM-X906C) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/115.0.0.0 Safari/537.36 | Chrome | 115.0.0 | Android | 13 | Samsung SM-X906C | tablet | false",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4.1 Safari/605.1.15 | Safari | 17.4.1 | Mac OS X | 10.15.7 | Mac | desktop | false",
        "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0 | Firefox | 125.0 | Ubuntu | - | - | desktop | false",
        "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36 | Chrome | 124.0.0 | Chrome OS | 14541.0.0 | - | desktop | false",
        "Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) AppleWebKit/538.1 (KHTML, like Gecko) Version/6.0 TV Safari/538.1 | Safari | 6.0 | Tizen | 6.0 | Samsung SMART-TV | tv | false",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) | Googlebot | 2.1 | - | - | - | bot | true",
        "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) | Googlebot | 2.1 | Android | 6.0.1 | - | bot | true",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.1; +https://openai.com/gptbot) | GPTBot | 1.1 | - | - | - | bot | true",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/124.0.0.0 Safari/537.36 | HeadlessChrome | 124.0.0 | Windows | 10 | - | bot | true",
        "curl/8.5.0 | curl | 8.5.0 | - | - | - | bot | true",
        "python-requests/2.31.0 | Python Requests | 2.31 | - | - | - | bot | true",
        "Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/80.0.3987.99 Mobile Safari/537.36 | Chrome Mobile | 80.0.3987 | Android | 9 | X19 | mobile | false",
        "who knows | - | - | - | - | - | - | false",
      })
  void tellsWhoAsks(
      String userAgent,
      String browser,
      String browserVersion,
      String os,
      String osVersion,
      String device,
      String type,
      boolean bot)
      throws Exception {
    ObjectNode expected = JACKSON.createObjectNode();
    put(expected, "browser", browser);
    put(expected, "browser_version", browserVersion);
    put(expected, "os", os);
    put(expected, "os_version", osVersion);
    put(expected, "device", device);
    put(expected, "device_type", type);
    expected.put("is_bot", bot);

    assertThat(added(STEPS, ",\"ua\":" + JsonStrings.quote(userAgent), null)).isEqualTo(expected);
    assertThat(added(STEPS, "", userAgent)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
        "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
        "Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)",
        "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
        "DuckDuckBot/1.1; (+http://duckduckgo.com/duckduckbot.html)",
        "Twitterbot/1.0",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
        "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0",
        "Mozilla/5.0 (compatible; ClaudeBot/1.0; +claudebot@anthropic.com)",
        "CCBot/2.0 (https://commoncrawl.org/faq/)",
        "Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari/537.36 (compatible; Bytespider; spider-feedback@bytedance.com)",
        "Wget/1.21.3",
        "Go-http-client/2.0",
        "Java/17.0.2",
        "kube-probe/1.29",
        "ELB-HealthChecker/2.0",
        "Scrapy/2.11 (+https://scrapy.org)",
      })
  void programsAreBots(String userAgent) throws Exception {
    JsonNode added = added(STEPS, "", userAgent);

    assertThat(added.path("is_bot").booleanValue()).isTrue();
    assertThat(added.path("device_type").textValue()).isEqualTo("bot");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/450.0.0.38.108;FBDV/iPhone14,5] | mobile",
        "Mozilla/5.0 (Linux; Android 14; SM-S918B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/124.0.0.0 Mobile Safari/537.36 Instagram 330.0.0.0 | mobile",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; Trident/7.0; rv:11.0) like Gecko | desktop",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:125.0) Gecko/20100101 Firefox/125.0 | desktop",
        "Mozilla/5.0 (PlayStation; PlayStation 5/2.26) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.0 Safari/605.1.15 | console",
        "Mozilla/5.0 (Linux; Android 9; AFTKA) AppleWebKit/537.36 (KHTML, like Gecko) Silk/120.1 like Chrome/120.0 Safari/537.36 | tv",
        "Opera/9.80 (J2ME/MIDP; Opera Mini/9.80 (S60; SymbOS)/191.308; U; en) Presto/2.12.423 Version/12.16 | mobile",
      })
  void peopleAreNot(String userAgent, String type) throws Exception {
    JsonNode added = added(STEPS, "", userAgent);

    assertThat(added.path("is_bot").booleanValue()).isFalse();
    assertThat(added.path("device_type").textValue()).isEqualTo(type);
  }

  @Test
  void theFieldCountsBeforeTheRequest() throws Exception {
    assertThat(added(STEPS, ",\"ua\":\"curl/8.5.0\"", "Wget/1.21").path("browser").textValue())
        .isEqualTo("curl");
    for (String nothing : List.of("", ",\"ua\":null", ",\"ua\":\"\"", ",\"ua\":7")) {
      assertThat(added(STEPS, nothing, "Wget/1.21").path("browser").textValue()).isEqualTo("Wget");
      assertThat(added(STEPS, nothing, null)).isEmpty();
    }
  }

  @Property(tries = 200)
  void neverFailsAnEvent(@ForAll String userAgent) throws Exception {
    JsonNode added = added(STEPS, ",\"ua\":" + JsonStrings.quote(userAgent), null);

    assertThat(added.path("is_bot").isBoolean()).isEqualTo(!userAgent.isEmpty());
  }

  /** A text made to be hard on expressions takes milliseconds, whatever its length. */
  @ParameterizedTest
  @ValueSource(strings = {"a/", "(", "Mozilla/5.0 (a;", "Android ", "; ", "x 1.", "AppleWebKit/"})
  void isBoundedInTime(String part) throws Exception {
    String userAgent = part.repeat(100_000 / part.length());
    added(STEPS, "", "warm");
    long start = System.nanoTime();

    added(STEPS, "", userAgent);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void takesOwnRulesAndSaysWhenTheyAreNone(@TempDir Path folder) throws Exception {
    String rules =
        """
        user_agent_parsers:
          - {regex: '(MillBrowser)/(\\d+)'}
        os_parsers: []
        device_parsers: []
        """;
    Files.writeString(folder.resolve("regexes.yaml"), rules, UTF_8);
    Files.writeString(folder.resolve("bad.yaml"), "[", UTF_8);
    String yaml = Given.WEB + "enrich: [{user_agent: {rules: %s, take: [browser]}}]";
    var pipeline = PipelineFile.parse(yaml.formatted("regexes.yaml"), folder).pipeline();

    assertThat(Enrichments.check(pipeline)).isEmpty();
    assertThat(Enrichments.check(PipelineFile.parse(yaml.formatted("bad.yaml"), folder).pipeline()))
        .singleElement()
        .asString()
        .startsWith("line 5: enrich[0].user_agent.rules: " + folder.resolve("bad.yaml") + " is not")
        .contains("regexes.yaml of ua-parser/uap-core");
    assertThat(Enrichments.check(PipelineFile.parse(yaml.formatted("no.yaml"), folder).pipeline()))
        .singleElement()
        .asString()
        .contains("there is no file " + folder.resolve("no.yaml"));
    EventSteps own =
        EventSteps.of(pipeline, pipeline.sources().get(0), io.eventmill.pipeline.SchemaPins.none());
    assertThat(added(own, "", "MillBrowser/7").toString())
        .isEqualTo("{\"ua_browser\":\"MillBrowser\"}");
  }

  private static JsonNode added(EventSteps steps, String members, String header) throws Exception {
    String json = text(steps.process(record(EVENT.formatted(members), null, header)));
    return ((ObjectNode) JACKSON.readTree(json))
        .remove(List.of("event_type", "event_timestamp", "ua"));
  }

  private static void put(ObjectNode to, String name, String value) {
    if (value != null) {
      to.put(name, value);
    }
  }
}
